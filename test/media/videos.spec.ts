import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEXT_ONLY, type MediaRules, type VideoRules } from '../../src/contract/media.js';
import type { MediaFile } from '../../src/platforms/index.js';
import type { Person } from '../support/person.js';
import { MediaBench } from './media-bench.js';
import { ServerProcess } from '../support/server-process.js';
import { codesOf, upload, uploaded } from './uploading.js';
import { bars, H264, HAS_FFMPEG, LONG_SOUND, probe, SOUND, video } from './videos.js';

const VIDEO: VideoRules = {
  maxBytes: 400_000,
  minDurationMs: 0,
  maxDurationMs: 60_000,
  maxEdgePx: 480,
  maxFramesPerSecond: 30,
  aspect: { min: 0.8, max: 1.4 },
};
const RULES: MediaRules = { ...TEXT_ONLY, video: VIDEO };

// Without ffmpeg nothing of this can be made: the report then counts these tests as skipped.
describe.skipIf(!HAS_FFMPEG)('a video', () => {
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

  function ensure(mediaId: number, rules = RULES) {
    return bench.renditions.ensure([mediaId], new Map([['x', rules]]), 'en');
  }

  async function made(mediaId: number, rules = RULES): Promise<{ file: MediaFile; bytes: Buffer }> {
    await expect.poll(() => ensure(mediaId, rules), { timeout: 90_000 }).toEqual({ kind: 'ready' });
    const ask = { mediaId, altText: '', platform: 'x', rules } as const;
    const [file] = await bench.renditions.filesFor([ask]);
    if (!file) throw new Error('There is no file');
    return { file, bytes: await buffer(file.open()) };
  }

  it('is made to fit: frame, rate, bytes, and padded where it is too wide; without its place', async () => {
    const phone = ['-metadata', 'location=+26.8500+080.9500/', '-metadata', 'comment=secret-owner'];
    const from = [...bars({ size: '640x360', rate: 50 }), ...SOUND];
    const body = video([...from, ...H264, '-c:a', 'aac', ...phone], 'mov');
    expect(body.includes('+26.8500')).toBe(true);
    const media = await uploaded(meera, body, 'speech.mov');
    expect(media).toMatchObject({ kind: 'video', widthPx: 640, heightPx: 360 });
    const preview = await meera.fetch(media.previewUrl);
    expect((await sharp(Buffer.from(await preview.arrayBuffer())).metadata()).width).toBe(640);
    const { file, bytes } = await made(media.id);
    expect(file).toMatchObject({ kind: 'video', mime: 'video/mp4' });
    expect(bytes.length).toBeLessThanOrEqual(VIDEO.maxBytes);
    const [picture, sound] = probe(bytes);
    expect(picture).toMatchObject({
      codec_name: 'h264',
      pix_fmt: 'yuv420p',
      avg_frame_rate: '30/1',
    });
    expect([picture?.width, picture?.height]).toEqual([480, 344]);
    expect(sound?.codec_name).toBe('aac');
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    for (const hidden of ['+26.8500', 'secret-owner']) expect(bytes.includes(hidden)).toBe(false);
  });

  it('is taken over as it is where it fits already', async () => {
    const body = video([...bars({ size: '320x240' }), ...H264, '-bf', '0']);
    const media = await uploaded(meera, body);
    const { bytes } = await made(media.id);
    const [before] = probe(body);
    const [after] = probe(bytes);
    expect(after).toMatchObject({
      width: before?.width,
      height: before?.height,
      codec_name: 'h264',
    });
    // The coded pictures are the same ones: an encoder would have written others.
    const start = body.indexOf('mdat') + 1_000;
    const coded = body.subarray(start, start + 2_000);
    expect(bytes.includes(coded)).toBe(true);
  });

  it('goes out as it is kept, however large and quick it is, but without what its stream says of a camera', async () => {
    const asKept = { ...RULES, video: { ...VIDEO, maxBytes: 9_000_000, isAsKept: true } };
    const body = video([...bars({ size: '640x360', rate: 50 }), ...H264, '-bf', '0']);
    expect(body.includes('x264 - core')).toBe(true);
    const { bytes } = await made((await uploaded(meera, body)).id, asKept);
    expect(probe(bytes)[0]).toMatchObject({ width: 640, height: 360, avg_frame_rate: '50/1' });
    expect(bytes.includes('x264 - core')).toBe(false);
    const start = body.indexOf('mdat') + 1_000;
    expect(bytes.includes(body.subarray(start, start + 2_000))).toBe(true);
  });

  it('of the web is made MP4, and stands upright when a phone held it sideways', async () => {
    const web = await uploaded(meera, video([...bars(), '-c:v', 'libvpx', '-b:v', '300k'], 'webm'));
    expect(probe((await made(web.id)).bytes)[0]).toMatchObject({ codec_name: 'h264' });
    const upright = video([...bars({ size: '240x320' }), ...H264]);
    expect(await uploaded(meera, upright)).toMatchObject({ widthPx: 240, heightPx: 320 });
  });

  it('with sound that QuickTime does not hold, and that lasts longer than its pictures, is taken as well', async () => {
    const body = video([...bars({ size: '260x200' }), ...LONG_SOUND, ...H264, '-c:a', 'libopus']);
    const { bytes } = await made((await uploaded(meera, body)).id);
    expect(probe(bytes).map(({ codec_name: codec }) => codec)).toEqual(['h264', 'aac']);
  });

  it('keeps its mark that a machine made it', async () => {
    const mark = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
    const box = Buffer.concat([Buffer.alloc(4), Buffer.from(`uuid${'c'.repeat(16)}${mark}`)]);
    box.writeUInt32BE(box.length);
    const body = Buffer.concat([video([...bars({ size: '200x160' }), ...H264]), box]);
    const media = await uploaded(meera, body);
    expect(media.isAiMade).toBe(true);
    expect((await made(media.id)).bytes.includes(mark)).toBe(true);
  });

  it('that cannot be made small enough is refused in words', async () => {
    const media = await uploaded(
      meera,
      video([...bars({ size: '300x240', seconds: 2 }), ...H264]),
      'long.mp4',
    );
    const rules = { ...RULES, video: { ...VIDEO, maxBytes: 5_000 } };
    await expect
      .poll(() => ensure(media.id, rules), { timeout: 60_000 })
      .toMatchObject({
        kind: 'impossible',
        problems: [{ code: 'media_does_not_fit', params: { name: 'The video', platform: 'X' } }],
      });
  });

  it.each([
    ['without its index', () => withoutIndex(), 'media_damaged'],
    ['cut in the middle', () => cut(), 'media_damaged'],
    [
      'that is only called one',
      () => Buffer.from('\0\0\0\x18ftypisom\0\0\0\0mp42isom nothing'),
      'media_damaged',
    ],
    ['with sound only', () => video([...SOUND, '-c:a', 'aac']), 'media_no_video_stream'],
    [
      'that is matroska by name only',
      () => Buffer.from('\x1a\x45\xdf\xa3 nothing', 'latin1'),
      'media_damaged',
    ],
    [
      'in a codec of the nineties',
      () => video([...bars(), '-c:v', 'cinepak'], 'mov'),
      'media_video_codec',
    ],
  ] as const)('%s is refused in words', async (_, make, code) => {
    expect(codesOf(await upload(meera, make(), 'odd.mp4'))).toEqual([code]);
  });

  it('is made by another process when the one that was at it is killed', async () => {
    const body = video([...bars({ size: '1280x720', seconds: 8, rate: 60 }), ...H264]);
    const media = await uploaded(meera, body, 'rally.mp4');
    const rules = { ...RULES, video: { ...VIDEO, maxBytes: 3_000_000, maxEdgePx: 1_270 } };
    expect(await ensure(media.id, rules)).toEqual({ kind: 'not_ready', mediaIds: [media.id] });
    const rowsOf = (condition: string) =>
      bench.world.dataSource.query<{ id: number; state: string; tries: number }[]>(
        `SELECT id, state, tries FROM media_renditions WHERE media_id = $1 AND ${condition}`,
        [media.id],
      );
    await expect.poll(() => rowsOf("state = 'making'"), { timeout: 60_000 }).toHaveLength(1);
    const [making] = await rowsOf("state = 'making'");
    await server.kill();
    expect(await ensure(media.id, rules)).toEqual({ kind: 'not_ready', mediaIds: [media.id] });
    await bench.world.dataSource.query(
      'UPDATE media_renditions SET lease_ends_at = now() WHERE media_id = $1',
      [media.id],
    );
    server = await ServerProcess.start(bench.world.environment);
    const { bytes } = await made(media.id, rules);
    expect(probe(bytes)[0]).toMatchObject({ codec_name: 'h264', avg_frame_rate: '30/1' });
    const id = making?.id ?? 0;
    const again = { id, state: 'ready', tries: (making?.tries ?? 0) + 1 };
    await expect.poll(() => rowsOf(`id = ${id}`), { timeout: 60_000 }).toEqual([again]);
  });
});

function withoutIndex(): Buffer {
  const whole = video([...bars(), ...H264]);
  return whole.subarray(0, whole.indexOf('moov') - 4);
}

function cut(): Buffer {
  const whole = video([...bars({ seconds: 3 }), ...H264, '-movflags', '+faststart']);
  return whole.subarray(0, Math.floor(whole.length * 0.5));
}
