import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runOrder } from '../../src/media/workshop/run-order.js';

/** Stands where ffprobe does: gives the process that asks it a signal, and waits until that is gone. */
const SIGNALS_ITS_PARENT = (signal: string) =>
  `#!/bin/sh\nkill -${signal} $PPID\nwhile kill -0 $PPID; do :; done\n`;

it.each([
  ['is told to go together with the server, and the video is checked later', 'TERM', 'stopped'],
  ['is told to go by Ctrl+C, and the video is checked later', 'INT', 'stopped'],
  ['is killed for want of memory, and the video is too much work', 'KILL', 'died'],
])('A process that checks a video %s', async (_, signal, kind) => {
  const folder = await mkdtemp(join(tmpdir(), 'munadi-order-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'speech.mp4');
  await writeFile(file, '\0\0\0\x18ftypisom\0\0\0\0isommp42');
  const program = join(folder, 'ffprobe');
  await writeFile(program, SIGNALS_ITS_PARENT(signal));
  await chmod(program, 0o755);
  const tools = { ffmpeg: program, ffprobe: program };
  const order = { kind: 'check', file, folder, tools } as const;
  expect(await runOrder(order, new AbortController().signal)).toEqual({ kind });
});

/** Runs on after the process that asked it was killed, as a long encoding would. */
const OUTLIVES = (note: string) =>
  `#!/bin/sh\necho $$ >${note}\nkill -KILL $PPID\nexec sleep 600\n`;

it('A program that works on a video ends with the process that started it, however that ended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'munadi-order-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'speech.mp4');
  await writeFile(file, '\0\0\0\x18ftypisom\0\0\0\0isommp42');
  const note = join(folder, 'pid');
  const program = join(folder, 'ffprobe');
  await writeFile(program, OUTLIVES(note));
  await chmod(program, 0o755);
  const tools = { ffmpeg: program, ffprobe: program };
  const order = { kind: 'check', file, folder, tools } as const;
  expect(await runOrder(order, new AbortController().signal)).toEqual({ kind: 'died' });
  const pid = Number(await readFile(note, 'utf8'));
  while (isRunning(pid)) await new Promise((resolve) => setImmediate(resolve));
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
