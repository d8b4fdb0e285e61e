import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEXT_ONLY, type MediaRules } from '../../src/contract/media.js';
import type { Person } from '../support/person.js';
import { MediaBench } from './media-bench.js';
import { noise, wave } from './pictures.js';
import { S3Server, type S3Key } from './s3-server.js';
import { uploaded } from './uploading.js';

const KEY: S3Key = {
  accessKey: 'AKIDEXAMPLE',
  secretKey: 'not-a-real-secret',
  region: 'ap-south-1',
  bucket: 'munadi',
};
const RULES: MediaRules = {
  ...TEXT_ONLY,
  image: { formats: ['jpeg'], maxBytes: 300_000, maxEdgePx: 333, aspect: null },
};

let store: S3Server;
let bench: MediaBench;
let meera: Person;

beforeAll(async () => {
  store = new S3Server(KEY);
  bench = await MediaBench.open({
    withoutWorker: true,
    settings: {
      MUNADI_S3_ENDPOINT: await store.listen(),
      MUNADI_S3_BUCKET: KEY.bucket,
      MUNADI_S3_REGION: KEY.region,
      MUNADI_S3_ACCESS_KEY: KEY.accessKey,
      MUNADI_S3_SECRET_KEY: KEY.secretKey,
    },
  });
  meera = await bench.world.signIn('meera');
});
afterAll(async () => {
  await bench.close();
  await store.close();
});

describe('a rendition', () => {
  it('is made once when somebody clicks twice', async () => {
    const media = await uploaded(meera, await noise({ widthPx: 400, heightPx: 300 }));
    const before = store.statuses.length;
    const click = () => bench.renditions.ensure([media.id], new Map([['x', RULES]]));
    expect(await Promise.all([click(), click(), click()])).toEqual([
      { kind: 'ready' },
      { kind: 'ready' },
      { kind: 'ready' },
    ]);
    // The picture is fetched, and what is made of it brought.
    expect(store.statuses.slice(before)).toEqual([200, 200]);
  });

  it('is not called impossible by a process that had been thought dead', async () => {
    await uploaded(meera, await wave(), 'wave.gif');
    const job = await bench.renditionStore.claim('pictures');
    if (!job) throw new Error('Nothing waits to be made');
    const stateOf = async () =>
      bench.world.dataSource.query<{ state: string }[]>(
        'SELECT state FROM media_renditions WHERE id = $1',
        [job.id],
      );
    await bench.world.dataSource.query(
      'UPDATE media_renditions SET tries = tries + 1 WHERE id = $1',
      [job.id],
    );
    await bench.renditionStore.impossible(job, 'failed');
    expect(await stateOf()).toEqual([{ state: 'making' }]);
    await bench.renditionStore.impossible({ ...job, tries: job.tries + 1 }, 'failed');
    expect(await stateOf()).toEqual([{ state: 'impossible' }]);
  });
});
