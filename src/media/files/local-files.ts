import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { storedName, type MediaFiles, type StoredFile } from './media-files.js';

/** A directory of this machine, or one that several machines share. */
export class LocalFiles implements MediaFiles {
  constructor(private readonly directory: string) {}

  /** Half a file never has a name that somebody reads. */
  async put(path: string, file: StoredFile): Promise<void> {
    const place = this.placeOf(storedName(file));
    const folder = dirname(place);
    await mkdir(folder, { recursive: true });
    const halfDone = join(folder, `.${randomUUID()}`);
    try {
      await copyFile(path, halfDone);
      await sync(halfDone);
      await rename(halfDone, place);
    } catch (error) {
      // A full disk must not be filled further by what did not fit on it.
      await rm(halfDone, { force: true });
      throw error;
    }
    await sync(folder);
  }

  open(name: string, range?: { start: number; end: number }): Readable {
    // Node counts the last byte in.
    const options = range ? { start: range.start, end: range.end - 1 } : {};
    return createReadStream(this.placeOf(name), options);
  }

  /** In 256 folders: a directory of a hundred thousand files is slow in many tools. */
  private placeOf(name: string): string {
    return join(this.directory, name.slice(0, 2), name);
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
