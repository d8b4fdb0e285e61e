import { execFileSync, type ExecFileSyncOptionsWithBufferEncoding } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment } from '../../src/kernel/config.js';

const options: ExecFileSyncOptionsWithBufferEncoding = {
  env: bareEnvironment(),
  stdio: ['ignore', 'pipe', 'ignore'],
};

/** Whether this machine can make and read videos. */
export const HAS_FFMPEG = (() => {
  try {
    execFileSync('ffprobe', ['-version'], options);
    return execFileSync('ffmpeg', ['-encoders'], options).includes('libx264');
  } catch {
    return false;
  }
})();

/** A video; `args` stand before the file's name. */
export function video(args: readonly string[], extension = 'mp4'): Buffer {
  return withFile(extension, (file) => {
    execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...args, file], options);
    return readFileSync(file);
  });
}

/** What ffprobe says of a file. */
export function probe(bytes: Buffer): ProbedStream[] {
  return withFile('video', (file) => {
    writeFileSync(file, bytes);
    const text = execFileSync(
      'ffprobe',
      ['-v', 'error', '-of', 'json', '-show_streams', file],
      options,
    );
    return (JSON.parse(text.toString()) as { streams: ProbedStream[] }).streams;
  });
}

function withFile<T>(extension: string, work: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'munadi-video-'));
  try {
    return work(join(folder, `video.${extension}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Moving bars. */
export function bars({ size = '320x240', seconds = 1, rate = 25 } = {}): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`];
}

export const SOUND = ['-f', 'lavfi', '-i', 'sine=d=1'];
export const LONG_SOUND = ['-f', 'lavfi', '-i', 'sine=d=3'];
export const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

export interface ProbedStream {
  codec_type: string;
  codec_name: string;
  width: number;
  height: number;
  pix_fmt: string;
  avg_frame_rate: string;
}
