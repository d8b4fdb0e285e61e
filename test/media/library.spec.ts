import { rename, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MediaAbilities, MediaView } from '../../src/contract/media.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';
import {
  begin,
  codesOf,
  offsetOf,
  resultOf,
  sendPart,
  TUS,
  upload,
  uploaded,
} from './uploading.js';

const MAX_BYTES = 2_000_000;

let world: World;
let owner: Person;
let meera: Person;
let ramesh: Person;

beforeAll(async () => {
  world = await World.open({
    districts: ['agra', 'lucknow'],
    withoutWorker: true,
    settings: { MUNADI_MEDIA_MAX_BYTES: String(MAX_BYTES), MUNADI_FFMPEG: '/nowhere/ffmpeg' },
  });
  owner = await world.signIn('owner');
  meera = await world.signIn('meera');
  ramesh = await world.signIn('ramesh');
});
afterAll(() => world.close());

/** A picture that no other test uploads. */
function picture(colour: string, widthPx = 900, heightPx = 600): Promise<Buffer> {
  const create = { width: widthPx, height: heightPx, channels: 3, background: colour } as const;
  return sharp({ create }).jpeg().toBuffer();
}

describe('an upload', () => {
  it('puts a picture into the library, with a preview', async () => {
    const media = await uploaded(meera, await picture('#aa1100'), 'रैली.jpg');
    expect(media).toMatchObject({
      kind: 'image',
      mime: 'image/jpeg',
      widthPx: 900,
      heightPx: 600,
      durationMs: null,
      name: 'रैली.jpg',
      isAiMade: false,
      uploadedBy: 'Meera',
    });
    const preview = await meera.fetch(media.previewUrl);
    expect(preview.headers.get('content-type')).toBe('image/webp');
    const { width, height } = await sharp(Buffer.from(await preview.arrayBuffer())).metadata();
    expect([width, height]).toEqual([640, 427]);
    expect((await meera.get<MediaView>(`/api/media/${media.id}`)).body).toEqual(media);
  });

  it('goes on where it was broken off', async () => {
    const body = await picture('#bb2200');
    const address = await begin(meera, { bytes: body.length });
    expect(await sendPart(meera, { address, body: body.subarray(0, 1_000) })).toBe(204);
    expect((await meera.get<ProblemsAnswer>(`${address}/result`)).body).toMatchObject({
      problems: [{ code: 'upload_unfinished' }],
    });
    const offset = await offsetOf(meera, address);
    expect(offset).toBe(1_000);
    expect(await sendPart(meera, { address, body: body.subarray(offset), offset })).toBe(204);
    expect(await resultOf(meera, address)).toMatchObject({ state: 'ready' });
  });

  it('keeps what came before the connection was cut in the middle of a part', async () => {
    const body = await picture('#bb2233');
    const address = await begin(meera, { bytes: body.length });
    const cut = new AbortController();
    const half = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(body.subarray(0, 2_000)));
      },
    });
    const request = meera.fetch(address, {
      method: 'PATCH',
      headers: {
        ...TUS,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': '0',
      },
      body: half,
      signal: cut.signal,
      duplex: 'half',
    });
    await expect.poll(() => storedBytes(address)).toBe(2_000);
    cut.abort();
    await expect(request).rejects.toThrow();
    const offset = await offsetOf(meera, address);
    expect(await sendPart(meera, { address, body: body.subarray(offset), offset })).toBe(204);
    expect(await resultOf(meera, address)).toMatchObject({ state: 'ready' });
  });

  it('is gone on with, looked at and given up by nobody but who began it', async () => {
    const address = await begin(meera, { bytes: 10 });
    expect(await sendPart(ramesh, { address, body: Buffer.alloc(10) })).toBe(404);
    for (const method of ['HEAD', 'DELETE']) {
      expect((await ramesh.fetch(address, { method, headers: TUS })).status, method).toBe(404);
    }
    expect((await ramesh.get(`${address}/result`)).status).toBe(404);
    expect((await meera.fetch(address, { method: 'DELETE', headers: TUS })).status).toBe(204);
    expect((await meera.fetch(address, { method: 'HEAD', headers: TUS })).status).toBe(404);
  });

  it('is not given up by somebody who writes its id behind their own', async () => {
    const theirs = await begin(ramesh, { bytes: 10 });
    const mine = await begin(meera, { bytes: 10 });
    const address = `${mine}?x=/${basename(theirs)}`;
    for (const method of ['HEAD', 'DELETE']) await meera.fetch(address, { method, headers: TUS });
    expect(await offsetOf(ramesh, theirs)).toBe(0);
    const gone = await meera.fetch(mine, { method: 'HEAD', headers: TUS });
    expect(gone.status).toBe(404);
  });

  it('is refused without a session, and from another website, before a byte is read', async () => {
    const headers = { ...TUS, 'upload-length': '10' };
    const request = { method: 'POST', headers };
    expect((await fetch(`${world.url}/api/media/uploads`, request)).status).toBe(401);
    const foreign = {
      method: 'POST',
      headers: { ...headers, origin: 'https://elsewhere.example' },
    };
    const answer = await meera.fetch('/api/media/uploads', foreign);
    expect(await answer.json()).toMatchObject({ problems: [{ code: 'cross_site' }] });
  });

  it('is refused when the file is larger than the operator allows, with the number', async () => {
    const answer = await meera.fetch('/api/media/uploads', {
      method: 'POST',
      headers: { ...TUS, 'upload-length': String(MAX_BYTES + 1) },
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({
      problems: [{ code: 'media_too_large', params: { maxMegabytes: 1 } }],
    });
  });

  it('takes no more bytes than it has announced', async () => {
    const address = await begin(meera, { bytes: 10 });
    expect(await sendPart(meera, { address, body: Buffer.alloc(11) })).toBe(413);
  });

  it('of a video is refused where ffmpeg is missing, and the abilities say what the operator does', async () => {
    const video = Buffer.concat([
      Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42'),
      Buffer.alloc(99),
    ]);
    expect(codesOf(await upload(meera, video, 'speech.mp4'))).toEqual(['media_no_ffmpeg']);
    const { body } = await meera.get<MediaAbilities>('/api/media/abilities');
    expect(body).toMatchObject({ canVideo: false, notices: [{ code: 'media_no_ffmpeg' }] });
    expect(body.mimes).not.toContain('video/mp4');
  });
});

describe('a preview', () => {
  it('that cannot be shown is asked for again the next time, not kept as refused for a year', async () => {
    const absent = await meera.fetch('/api/media/2000000/preview');
    expect([absent.status, absent.headers.get('cache-control')]).toEqual([404, 'no-store']);
    const media = await uploaded(meera, await picture('#cc2299'));
    const shown = await meera.fetch(media.previewUrl);
    expect(shown.headers.get('cache-control')).toContain('immutable');
    await rename(library(), `${library()}-away`);
    const lost = await meera.fetch(media.previewUrl);
    await rename(`${library()}-away`, library());
    expect([lost.status, lost.headers.get('cache-control')]).toEqual([500, 'no-store']);
  });
});

describe('the same file from two people', () => {
  it('is in the library once, and each of them sees it', async () => {
    const body = await picture('#cc3300');
    const [first, second] = await Promise.all([
      uploaded(meera, body, 'mine.jpg'),
      uploaded(ramesh, body, 'also-mine.jpg'),
    ]);
    expect(second.id).toBe(first.id);
    const { body: seen } = await ramesh.get<MediaView[]>('/api/media');
    expect(seen.filter(({ id }) => id === first.id)).toHaveLength(1);
  });
});

describe('the library', () => {
  it('shows to a district its own and what the central team has, and to nobody below what lies beside', async () => {
    const central = await uploaded(meera, await picture('#dd4400'));
    const lucknow = await uploaded(ramesh, await picture('#dd5500'));
    const idsFor = async (person: Person) =>
      (await person.get<MediaView[]>('/api/media')).body.map(({ id }) => id);
    expect(await idsFor(ramesh)).toEqual(expect.arrayContaining([central.id, lucknow.id]));
    expect(await idsFor(owner)).toEqual(expect.arrayContaining([central.id, lucknow.id]));
    await world.dataSource.query(
      `UPDATE people SET place_id = (SELECT id FROM districts WHERE code = 'agra') WHERE login = 'ramesh'`,
    );
    expect(await idsFor(ramesh)).toContain(central.id);
    expect(await idsFor(ramesh)).not.toContain(lucknow.id);
    expect((await ramesh.get(`/api/media/${lucknow.id}`)).status).toBe(404);
    expect((await ramesh.fetch(lucknow.previewUrl)).status).toBe(404);
    await world.dataSource.query(
      `UPDATE people SET place_id = (SELECT id FROM districts WHERE code = 'lucknow') WHERE login = 'ramesh'`,
    );
  });

  it('is paged from the newest on', async () => {
    const older = await uploaded(meera, await picture('#ee6600'));
    const newer = await uploaded(meera, await picture('#ee7700'));
    const { body: page } = await meera.get<MediaView[]>('/api/media');
    expect(page[0]?.id).toBe(newer.id);
    const { body: next } = await meera.get<MediaView[]>(`/api/media?before=${newer.id}`);
    expect(next[0]?.id).toBe(older.id);
  });
});

function library(): string {
  return join(world.environment['MUNADI_MEDIA_DIR'] ?? '', 'library');
}

async function storedBytes(address: string): Promise<number> {
  const { size } = await stat(
    join(world.environment['MUNADI_MEDIA_DIR'] ?? '', 'uploads', basename(address)),
  );
  return size;
}
