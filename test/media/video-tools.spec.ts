import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/kernel/config.js';
import { VideoToolsService } from '../../src/media/video-tools.service.js';

it('Missing programs are looked for once a minute, and found without a restart', async () => {
  const { program, config } = await place();
  let atMs = 1_000_000;
  const tools = new VideoToolsService(config, { now: () => new Date(atMs) });
  expect(await tools.find()).toBeNull();
  await writeFile(program, '#!/bin/sh\necho " V..... libx264"\n');
  await chmod(program, 0o755);
  atMs += 59_000;
  expect(await tools.find()).toBeNull();
  atMs += 1_000;
  expect(await tools.find()).toEqual({ ffmpeg: program, ffprobe: program });
});

it('A hundred people who ask at once what may be uploaded start the programs once', async () => {
  const { folder, program, config } = await place();
  const starts = join(folder, 'starts');
  await writeFile(program, `#!/bin/sh\necho started >> ${starts}\necho " V..... libx264"\n`);
  await chmod(program, 0o755);
  const tools = new VideoToolsService(config, { now: () => new Date(0) });
  await Promise.all(Array.from({ length: 100 }, () => tools.find()));
  expect((await readFile(starts, 'utf8')).trim().split('\n')).toHaveLength(2);
});

async function place() {
  const folder = await mkdtemp(join(tmpdir(), 'munadi-tools-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const program = join(folder, 'ffmpeg');
  const config = readConfig({
    DATABASE_URL: 'postgres://nobody@localhost/none',
    MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_FFMPEG: program,
    MUNADI_FFPROBE: program,
  });
  return { folder, program, config };
}
