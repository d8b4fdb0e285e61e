import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runOrder } from '../../src/media/workshop/run-order.js';
import { runTool } from '../../src/media/workshop/run-tool.js';

const MB = 1024;

describe('a program that reads what a stranger sent', () => {
  it('gets no more memory than it is allowed, whatever the file makes it ask for', async () => {
    const greedy = runTool('/bin/sh', ['-c', 'exec tail /dev/zero'], {
      timeoutMs: 60_000,
      memoryKb: 100 * MB,
    });
    await expect(greedy).rejects.toMatchObject({ problem: { code: 'media_damaged' } });
  });

  it('that goes on for ever is ended at its time, and the file is too much work', async () => {
    const endless = runTool('/bin/sh', ['-c', 'while :; do :; done'], {
      timeoutMs: 500,
      memoryKb: 1_000 * MB,
    });
    await expect(endless).rejects.toMatchObject({ problem: { code: 'media_too_much_work' } });
  });

  it('has no end of words to fill our memory with', async () => {
    const said = await runTool('/bin/sh', ['-c', 'head -c 5000000 /dev/zero'], {
      timeoutMs: 60_000,
      memoryKb: 1_000 * MB,
    });
    expect(said.length).toBe(1024 * 1024);
  });
});

it.runIf(process.platform === 'linux')(
  'The process for one file has an end to its memory, to its time, and nothing of our environment',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-caps-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'speech.mp4');
    await writeFile(file, '\0\0\0\x18ftypisom\0\0\0\0isommp42');
    const program = join(folder, 'ffprobe');
    const seen = join(folder, 'seen');
    await writeFile(
      program,
      `#!/bin/sh\ncat /proc/$PPID/limits > ${seen}\ntr '\\0' '\\n' < /proc/$PPID/environ >> ${seen}\nexit 1\n`,
    );
    await chmod(program, 0o755);
    const tools = { ffmpeg: program, ffprobe: program };
    const order = { kind: 'check', file, folder, tools } as const;
    expect(await runOrder(order, new AbortController().signal)).toMatchObject({ kind: 'refused' });
    const told = await readFile(seen, 'utf8');
    expect(told).toMatch(/^Max address space +4096000000 /m);
    expect(told).toMatch(/^Max cpu time +37200 /m);
    expect(told).toMatch(/^Max core file size +0 /m);
    const names = told.match(/^\w+(?==)/gm);
    // The shell adds the last two by itself.
    for (const name of names ?? [])
      expect([
        'PATH',
        'LANG',
        'PWD',
        '_',
        'NODE_CHANNEL_FD',
        'NODE_CHANNEL_SERIALIZATION_MODE',
        'SHLVL',
        'OLDPWD',
      ]).toContain(name);
  },
);
