import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEXT_ONLY, type MediaRules } from '../../src/contract/media.js';
import type { Person } from '../support/person.js';
import { MediaBench } from './media-bench.js';
import { ODD_FILES } from './odd-files.js';
import { ServerProcess } from '../support/server-process.js';
import { codesOf, upload } from './uploading.js';

const RULES: MediaRules = {
  ...TEXT_ONLY,
  image: { formats: ['jpeg', 'png'], maxBytes: 5_000_000, maxEdgePx: 4_096, aspect: null },
  animation: { formats: ['gif', 'webp'], maxBytes: 5_000_000, maxEdgePx: 1_024, aspect: null },
};
/** What somebody has hidden in one of the files, and nobody must find in what we hand out. */
const HIDDEN = ['<script', '<?php', 'alert(', 'PK\x03\x04', 'secret', 'GPS', 'Phone'];
const SLACK_MB = 400;

let bench: MediaBench;
let server: ServerProcess;
let meera: Person;

beforeAll(async () => {
  bench = await MediaBench.open({ withoutWorker: true });
  server = await ServerProcess.start(bench.world.environment);
  meera = await server.signIn('meera');
});
afterAll(async () => {
  await server.kill();
  await bench.close();
});

describe('a file that somebody uploads', () => {
  it.each(ODD_FILES)('comes to a clean file or a clear problem: $name', async (file) => {
    const result = await upload(meera, await file.make(), file.name);
    expect(codesOf(result)).toEqual([file.comesTo]);
    if (result.state !== 'ready') return;
    const { media } = result;
    await expect
      .poll(() => bench.renditions.ensure([media.id], new Map([['telegram', RULES]])), {
        timeout: 110_000,
      })
      .toEqual({ kind: 'ready' });
    const ask = { mediaId: media.id, altText: '', platform: 'telegram', rules: RULES } as const;
    const [made] = await bench.renditions.filesFor([ask]);
    if (!made) throw new Error('There is no file');
    const bytes = await buffer(made.open());
    const text = bytes.toString('latin1');
    for (const hidden of HIDDEN) expect(text.includes(hidden), hidden).toBe(false);
    const seen = await sharp(bytes, { animated: true }).metadata();
    expect([seen.width, seen.pageHeight ?? seen.height]).toEqual([made.widthPx, made.heightPx]);
    expect([seen.depth, seen.space, seen.exif, seen.orientation]).toEqual([
      'uchar',
      expect.stringMatching(/srgb|b-w/),
      undefined,
      undefined,
    ]);
    if (/turned by exif [5-8]/.test(file.name)) expect(made.heightPx).toBe(90);
  });

  it('never ends the server, nor fills its memory', async () => {
    expect(server.isAlive).toBe(true);
    expect((await meera.get('/api/media')).status).toBe(200);
    expect(server.peakMegabytes()).toBeLessThan(SLACK_MB);
  });
});
