import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AuditTrail } from '../audit/index.js';
import type { Problem } from '../contract/problems.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { ErrandLoop, MAX_TRIES } from './errand-loop.js';
import { MEDIA_FILES, storedName, type MediaFiles } from './files/media-files.js';
import { MediaStore } from './media.store.js';
import { RenditionMaker } from './rendition-maker.service.js';
import { RenditionService } from './rendition.service.js';
import { UploadStore, type UploadCheck } from './upload.store.js';
import { VideoToolsService } from './video-tools.service.js';
import { WorkFolders } from './work-folders.js';
import type { Mastered } from './workshop/order.js';
import { isMachineMade } from './workshop/provenance.js';
import { runOrder } from './workshop/run-order.js';

/** A long video must not keep everybody's pictures waiting. */
const AT_ONCE = 2;

/** Turns a file that has arrived whole into a part of the library, or into a problem for whoever sent it. */
@Injectable()
export class UploadChecker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loops: ErrandLoop<UploadCheck>[];

  constructor(
    private readonly uploads: UploadStore,
    private readonly media: MediaStore,
    private readonly renditions: RenditionService,
    private readonly maker: RenditionMaker,
    private readonly tools: VideoToolsService,
    private readonly folders: WorkFolders,
    private readonly audit: AuditTrail,
    private readonly host: HttpAdapterHost,
    @Inject(MEDIA_FILES) private readonly files: MediaFiles,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.loops = Array.from(
      { length: AT_ONCE },
      () =>
        new ErrandLoop<UploadCheck>({
          name: 'check',
          claim: () => this.uploads.claim(),
          renew: (check) => this.uploads.renew(check),
          putOff: (check) => this.uploads.putOff(check),
          run: (check, signal) => this.check(check, signal),
        }),
    );
  }

  /** Uploads lie on the disk of those who serve people; the command line serves nobody. */
  onApplicationBootstrap(): void {
    const servesPeople = (this.host.httpAdapter as unknown) !== null;
    if (this.config.role === 'worker' || !servesPeople) return;
    for (const loop of this.loops) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  wake(): void {
    for (const loop of this.loops) loop.wake();
  }

  private async check(upload: UploadCheck, signal: AbortSignal): Promise<void> {
    const file = join(this.config.media.directory, 'uploads', upload.id);
    const hasEnded =
      upload.tries > MAX_TRIES
        ? await this.refuse(upload, { code: 'media_too_much_work' })
        : await this.folders.inOne((folder) => this.checkIn(upload, { file, folder, signal }));
    // Otherwise somebody else still reads it.
    if (!hasEnded) return;
    await rm(file, { force: true });
    await rm(`${file}.json`, { force: true });
  }

  /** Answers false when it was given back, or had become somebody else's. */
  private async checkIn(
    upload: UploadCheck,
    { file, folder, signal }: { file: string; folder: string; signal: AbortSignal },
  ): Promise<boolean> {
    const tools = await this.tools.find();
    const ended = await runOrder({ kind: 'check', file, folder, tools }, signal);
    switch (ended.kind) {
      case 'checked':
        return this.keep(upload, ended.mastered);
      case 'refused':
        return this.refuse(upload, ended.problem);
      case 'died':
        return this.refuse(upload, { code: 'media_too_much_work' });
      case 'stopped':
        await this.uploads.giveBack(upload);
        return false;
      case 'made':
      case 'does_not_fit':
        throw new Error('A check makes no rendition');
    }
  }

  private refuse(upload: UploadCheck, problem: Problem): Promise<boolean> {
    return this.uploads.end(undefined, upload, { problems: [problem] });
  }

  private async keep(upload: UploadCheck, mastered: Mastered): Promise<boolean> {
    const { originalSha256, facts, master, preview, sourceType } = mastered;
    const known = await this.media.idOf(originalSha256);
    if (known === undefined) {
      await this.files.put(master.path, master);
      await this.files.put(preview.path, preview);
    }
    const at = this.clock.now();
    const isKept = await this.uploads.inTransaction(async (executor) => {
      if (!(await this.uploads.holdFast(executor, upload))) return false;
      const mediaId =
        known ??
        (await this.media.insert(executor, {
          originalSha256,
          facts,
          masterFile: storedName(master),
          previewFile: storedName(preview),
          sourceType,
          isAiMade: isMachineMade(sourceType),
          at,
        }));
      const { personId, placeId, name } = upload;
      await this.media.addHolder(executor, { mediaId, personId, placeId, name, at });
      await this.renditions.wantForAllPlatforms(executor, { mediaId, facts });
      await this.uploads.end(executor, upload, { mediaId });
      await this.audit.record(executor, {
        personId,
        action: 'media.uploaded',
        subject: `media:${mediaId}`,
        details: { kind: facts.kind, isNew: known === undefined },
      });
      return true;
    });
    if (isKept) this.maker.wake();
    return isKept;
  }
}
