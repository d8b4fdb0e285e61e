import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { bareEnvironment, CONFIG, type Config } from '../kernel/config.js';
import type { VideoTools } from './workshop/order.js';

const ANSWER_MS = 10_000;
/** Both are asked for with every piece of work: two processes each time they are missing. */
const MISSED_FOR_MS = 60_000;
const run = promisify(execFile);

/** Whether ffmpeg and ffprobe are there, with the encoder that every platform's videos need. */
@Injectable()
export class VideoToolsService {
  private found: VideoTools = null;
  private lookAgainAtMs = 0;
  private looking: Promise<VideoTools> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Looks anew after a minute as long as they are missing: who installs them needs no restart. Who asks meanwhile shares the look. */
  async find(): Promise<VideoTools> {
    const nowMs = this.clock.now().getTime();
    if (this.found !== null || nowMs < this.lookAgainAtMs) return this.found;
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
    });
    const seen = await this.looking;
    if (seen === null) this.lookAgainAtMs = nowMs + MISSED_FOR_MS;
    else this.found = seen;
    return this.found;
  }

  private async look(): Promise<VideoTools> {
    const { ffmpeg, ffprobe } = this.config.media;
    const options = { timeout: ANSWER_MS, env: bareEnvironment() };
    try {
      const { stdout } = await run(ffmpeg, ['-v', 'error', '-encoders'], options);
      await run(ffprobe, ['-version'], options);
      return /\blibx264\b/.test(stdout) ? { ffmpeg, ffprobe } : null;
    } catch {
      return null;
    }
  }
}
