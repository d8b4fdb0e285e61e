import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import { bareEnvironment, CONFIG, type Config } from '../kernel/config.js';
import type { VideoTools } from './workshop/order.js';

const ANSWER_MS = 10_000;
const run = promisify(execFile);

/** Whether ffmpeg and ffprobe are there, with the encoder that every platform's videos need. */
@Injectable()
export class VideoToolsService {
  private found: VideoTools = null;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Looks anew as long as they are missing: who installs them needs no restart. */
  async find(): Promise<VideoTools> {
    this.found ??= await this.look();
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
