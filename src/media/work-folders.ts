import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config.js';
import { MEDIA_FILES, type MediaFiles } from './files/media-files.js';

/** Folders for one piece of work, which go when it ends. */
@Injectable()
export class WorkFolders {
  private readonly root: string;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(MEDIA_FILES) private readonly files: MediaFiles,
  ) {
    this.root = join(config.media.directory, 'work');
  }

  async inOne<T>(work: (folder: string) => Promise<T>): Promise<T> {
    await mkdir(this.root, { recursive: true });
    const folder = await mkdtemp(join(this.root, 'w-'));
    try {
      return await work(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** A file of the library as one that programs can open. */
  async bring(name: string, folder: string): Promise<string> {
    const path = join(folder, name);
    await pipeline(this.files.open(name), createWriteStream(path));
    return path;
  }

  /** What processes have left that were killed. */
  async tidy(olderThan: Date): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) {
      const folder = join(this.root, name);
      const known = await stat(folder).catch(() => undefined);
      if (known && known.mtime < olderThan) await rm(folder, { recursive: true, force: true });
    }
  }
}
