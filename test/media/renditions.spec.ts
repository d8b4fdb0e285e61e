import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageRules, MediaRules } from '../../src/contract/media.js';
import { TEXT_ONLY } from '../../src/contract/media.js';
import type { MediaFile } from '../../src/platforms/index.js';
import type { Person } from '../support/person.js';
import { MediaBench } from './media-bench.js';
import { noise } from './pictures.js';
import { uploaded } from './uploading.js';

const IMAGE: ImageRules = {
  formats: ['jpeg'],
  maxBytes: 200_000,
  maxEdgePx: 800,
  aspect: { min: 0.8, max: 1.91 },
};
const RULES: MediaRules = {
  ...TEXT_ONLY,
  sets: [{ most: { image: 4, animation: 1 }, total: 4 }],
  image: IMAGE,
  animation: { formats: ['gif'], maxBytes: 60_000, maxEdgePx: 120, aspect: null },
};

let bench: MediaBench;
let meera: Person;

beforeAll(async () => {
  bench = await MediaBench.open();
  meera = await bench.world.signIn('meera');
});
afterAll(() => bench.close());

async function fileOf(mediaId: number, rules = RULES): Promise<MediaFile> {
  const ask = { mediaId, altText: 'A rally', platform: 'x', rules } as const;
  const [file] = await bench.renditions.filesFor([ask]);
  if (!file) throw new Error('There is no file');
  return file;
}

function ensure(mediaIds: number[], rules = RULES) {
  return bench.renditions.ensure(mediaIds, new Map([['x', rules]]), 'en');
}

describe('a picture', () => {
  it('is made at once to fit: smaller, lighter, and padded where it is too narrow', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 700, heightPx: 1_400 }), 'tall.png');
    expect(await ensure([media.id])).toEqual({ kind: 'ready' });
    const file = await fileOf(media.id);
    expect(file).toMatchObject({ kind: 'image', mime: 'image/jpeg', altText: 'A rally' });
    expect(file.bytes).toBeLessThanOrEqual(IMAGE.maxBytes);
    const bytes = await buffer(file.open());
    expect(bytes).toHaveLength(file.bytes);
    const { width, height } = await sharp(bytes).metadata();
    expect([width, height]).toEqual([file.widthPx, file.heightPx]);
    expect(width / height).toBeGreaterThanOrEqual(0.8);
    expect(Math.max(width, height)).toBeLessThanOrEqual(IMAGE.maxEdgePx);
    const { data } = await sharp(bytes)
      .extract({ left: 2, top: 2, width: 4, height: 4 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(Math.min(...data)).toBeGreaterThan(240);
  });

  it('stays PNG where the platform takes it, for what is drawn', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 40, heightPx: 40 }), 'logo.png');
    const both = { ...RULES, image: { ...IMAGE, formats: ['jpeg', 'png'] } } as const;
    await ensure([media.id], both);
    expect(await fileOf(media.id, both)).toMatchObject({ mime: 'image/png' });
  });

  it('that goes out as it is kept is the library’s own, without its place, and only what has to be marked is made anew', async () => {
    const asKept = { ...RULES, image: { ...IMAGE, maxBytes: 9_000_000, isAsKept: true } };
    const place = { exif: { IFD0: { Copyright: 'secret-owner' } } };
    const photo = sharp(await noise({ widthPx: 1_200, heightPx: 900 })).withMetadata(place);
    const body = await photo.jpeg().toBuffer();
    expect(body.includes('secret-owner')).toBe(true);
    const media = await uploaded(meera, body);
    expect(await ensure([media.id], asKept)).toEqual({ kind: 'ready' });
    const file = await fileOf(media.id, asKept);
    expect(file).toMatchObject({ mime: 'image/jpeg', widthPx: 1_200, heightPx: 900 });
    const [kept] = await bench.world.dataSource.query<{ master_file: string }[]>(
      'SELECT master_file FROM media WHERE id = $1',
      [media.id],
    );
    expect(kept?.master_file).toBe(file.fileName);
    const bytes = await buffer(file.open());
    expect(bytes).toHaveLength(file.bytes);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    await bench.world.dataSource.query('UPDATE media SET source_type = $2 WHERE id = $1', [
      media.id,
      'trainedAlgorithmicMedia',
    ]);
    const marked = { ...asKept, image: { ...asKept.image, maxBytes: 9_000_001 } };
    await ensure([media.id], marked);
    const other = await buffer((await fileOf(media.id, marked)).open());
    expect(other.includes('trainedAlgorithmicMedia')).toBe(true);
  });

  it('that cannot be made small enough is refused with the platform, and the name of no other place’s file', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 300, heightPx: 300 }), 'big.png');
    const tiny = { ...RULES, image: { ...IMAGE, maxBytes: 200 } };
    expect(await ensure([media.id], tiny)).toEqual({
      kind: 'impossible',
      problems: [
        {
          code: 'media_does_not_fit',
          field: 'media',
          params: { name: 'The picture', platform: 'X' },
        },
      ],
    });
    const other = await uploaded(meera, await noise({ widthPx: 310, heightPx: 310 }));
    expect(await ensure([other.id, media.id], tiny)).toMatchObject({
      problems: [{ params: { name: 'Picture 1' } }, { params: { name: 'Picture 2' } }],
    });
  });

  it('is refused where the platform takes no pictures, and when it is not there', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 30, heightPx: 30 }));
    expect(await ensure([media.id, 2_000_000], TEXT_ONLY)).toMatchObject({
      kind: 'impossible',
      problems: [{ code: 'media_missing' }, { code: 'media_kind' }],
    });
  });

  it('is not handed to a worker when nobody has had it made', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 31, heightPx: 31 }));
    const ask = { mediaId: media.id, altText: '', platform: 'x', rules: RULES } as const;
    expect(await bench.renditions.filesFor([ask, { ...ask, mediaId: 2_000_000 }])).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a moving picture', () => {
  it('is made in the background, moves on, and fits', async () => {
    const frames = await Promise.all(
      [1, 2, 3, 4].map(() => noise({ widthPx: 200, heightPx: 150 })),
    );
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100, 100, 100] })
      .toBuffer();
    const media = await uploaded(meera, gif, 'wave.gif');
    expect(media).toMatchObject({
      kind: 'animation',
      durationMs: 400,
      widthPx: 200,
      heightPx: 150,
    });
    await expect.poll(() => ensure([media.id]), { timeout: 60_000 }).toEqual({ kind: 'ready' });
    const file = await fileOf(media.id);
    expect(file).toMatchObject({
      kind: 'animation',
      mime: 'image/gif',
      widthPx: 120,
      heightPx: 90,
    });
    expect(file.bytes).toBeLessThanOrEqual(60_000);
    const { pages, delay } = await sharp(await buffer(file.open())).metadata();
    expect([pages, delay]).toEqual([4, [100, 100, 100, 100]]);
  });
});

describe('what is known of where a picture comes from', () => {
  const AI = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="${AI}"/></rdf:RDF></x:xmpmeta>`;

  it.each(['jpeg', 'png', 'webp'] as const)(
    'stays with it: made by a machine, said in the XMP of a %s and again in the rendition',
    async (format) => {
      const body = await sharp(await noise({ widthPx: 50, heightPx: 50 }))
        .toFormat(format)
        .withXmp(xmp)
        .toBuffer();
      const media = await uploaded(meera, body, `made.${format}`);
      expect(media.isAiMade).toBe(true);
      await ensure([media.id]);
      const file = await fileOf(media.id);
      expect(file.isAiMade).toBe(true);
      const { xmp: kept } = await sharp(await buffer(file.open())).metadata();
      expect(kept?.toString()).toContain(AI);
    },
  );

  it('is read from a C2PA manifest as well, also where more is said right behind it, and nothing is said of a photograph', async () => {
    const jpeg = await sharp(await noise({ widthPx: 51, heightPx: 51 }))
      .jpeg()
      .toBuffer();
    const claim = Buffer.from(
      `JP\0\x01\0\0\0\x01\0\0\0\x60jumbqdigitalSourceTypexF${AI}msoftwareAgentdTool`,
      'latin1',
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(claim.length + 2);
    const signed = Buffer.concat([
      jpeg.subarray(0, 2),
      Buffer.from([0xff, 0xeb]),
      length,
      claim,
      jpeg.subarray(2),
    ]);
    expect((await uploaded(meera, signed)).isAiMade).toBe(true);
    expect((await uploaded(meera, jpeg)).isAiMade).toBe(false);
  });
});

describe('an address for a platform that fetches by itself', () => {
  it('gives the file, or a part of it, to anybody who has it, and nothing once it has ended', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 60, heightPx: 60 }));
    await ensure([media.id]);
    const file = await fileOf(media.id);
    const url = new URL(file.publicUrl(60_000));
    expect(url.pathname).toBe(`/media/${file.sha256}.jpg`);
    const here = new URL(url.pathname + url.search, bench.world.url);
    const whole = await fetch(here);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('image/jpeg');
    expect(whole.headers.get('x-content-type-options')).toBe('nosniff');
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes).toEqual(await buffer(file.open()));
    const part = await fetch(here, { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([
      206,
      `bytes 10-19/${file.bytes}`,
    ]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    const beyond = await fetch(here, { headers: { range: `bytes=${file.bytes}-` } });
    expect(beyond.status).toBe(416);
    const old = new URL(file.publicUrl(-2_000));
    expect((await fetch(new URL(old.pathname + old.search, bench.world.url))).status).toBe(404);
  });

  it('cannot be made up: not longer, not for another file, not for a master', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 61, heightPx: 61 }));
    await ensure([media.id]);
    const file = await fileOf(media.id);
    const url = new URL(file.publicUrl(60_000));
    const longer = url.search.replace(/expires=\d+/, 'expires=99999999999');
    const other = url.pathname.replace(file.sha256, '0'.repeat(64));
    for (const path of [url.pathname, url.pathname + longer, other + url.search]) {
      expect((await fetch(new URL(path, bench.world.url))).status, path).toBe(404);
    }
    const [row] = await bench.world.dataSource.query<{ master_file: string }[]>(
      'SELECT master_file FROM media WHERE id = $1',
      [media.id],
    );
    const master = new URL(bench.addresses.addressOf(row?.master_file ?? '', 60_000));
    expect((await fetch(new URL(master.pathname + master.search, bench.world.url))).status).toBe(
      404,
    );
  });
});

describe('a part of a file', () => {
  it('is read from its first byte up to its end, as platforms upload in parts', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 62, heightPx: 62 }));
    await ensure([media.id]);
    const file = await fileOf(media.id);
    const whole = await buffer(file.open());
    expect(await buffer(file.open({ start: 5, end: 105 }))).toEqual(whole.subarray(5, 105));
  });
});
