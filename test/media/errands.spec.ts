import { access, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { TEXT_ONLY, type MediaRules } from '../../src/contract/media.js';
import { MAX_TRIES } from '../../src/media/errand-loop.js';
import type { Person } from '../support/person.js';
import { MediaBench } from './media-bench.js';
import { noise, wave } from './pictures.js';
import { begin, resultOf, sendPart, uploaded } from './uploading.js';

const RULES: MediaRules = {
  ...TEXT_ONLY,
  animation: { formats: ['gif'], maxBytes: 60_000, maxEdgePx: 33, aspect: null },
};
const PAUSED = [{ tries: 0, isPaused: true }];

let bench: MediaBench;
let database: DataSource;
let meera: Person;

beforeAll(async () => {
  bench = await MediaBench.open();
  database = bench.world.dataSource;
  meera = await bench.world.signIn('meera');
});
afterAll(() => bench.close());

function placeOf(...names: string[]): string {
  return join(bench.world.environment['MUNADI_MEDIA_DIR'] ?? '', ...names);
}

/** Takes the library's disk away; answers how it is brought back. */
async function takeLibraryAway(): Promise<() => Promise<void>> {
  await rename(placeOf('library'), placeOf('elsewhere'));
  await writeFile(placeOf('library'), 'no directory');
  return async () => {
    await rm(placeOf('library'));
    await rename(placeOf('elsewhere'), placeOf('library'));
  };
}

async function sendWhole(): Promise<string> {
  const body = await noise({ widthPx: 50, heightPx: 40 });
  const address = await begin(meera, { bytes: body.length });
  expect(await sendPart(meera, { address, body })).toBe(204);
  return address;
}

function checkOf(address: string) {
  return database.query<{ tries: number; isPaused: boolean }[]>(
    `SELECT tries, lease_ends_at > now() AS "isPaused" FROM media_uploads WHERE id = $1`,
    [basename(address)],
  );
}

function undoneOf(mediaId: number) {
  return database.query<{ tries: number; isPaused: boolean }[]>(
    `SELECT tries, lease_ends_at > now() AS "isPaused" FROM media_renditions
     WHERE media_id = $1 AND state IN ('waiting', 'making')`,
    [mediaId],
  );
}

async function letPausesEnd(): Promise<void> {
  await database.query(`UPDATE media_uploads SET lease_ends_at = now() WHERE state = 'checking'`);
  await database.query(
    `UPDATE media_renditions SET lease_ends_at = now() WHERE state IN ('waiting', 'making')`,
  );
}

/** Once more than a piece of work may end its process. */
async function tryInVain(look: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < MAX_TRIES; time += 1) {
    await expect.poll(look, { timeout: 60_000 }).toEqual(PAUSED);
    await letPausesEnd();
  }
  await expect.poll(look, { timeout: 60_000 }).toEqual(PAUSED);
}

function countOfMedia() {
  return database.query<{ count: number }[]>('SELECT count(*)::int AS count FROM media');
}

/** By a check that wants to know whether the picture is there already. */
function isLibraryWaitedFor() {
  return database.query<{ is: boolean }[]>(
    `SELECT count(*) = 1 AS is FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'
       AND query LIKE 'SELECT id FROM media WHERE original_sha256%'`,
  );
}

/** From now on the next ends of checks, and the next of their tries that are taken back, fail. */
async function failNextEnds(count: number): Promise<void> {
  await database.query('CREATE SEQUENCE ends');
  await database.query(
    `CREATE FUNCTION fail_end() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF nextval('ends') <= ${count} THEN RAISE EXCEPTION 'the disk is full'; END IF;
         RETURN NEW;
       END $$`,
  );
  await database.query(
    `CREATE TRIGGER fail_end BEFORE UPDATE ON media_uploads FOR EACH ROW
     WHEN (NEW.tries < OLD.tries OR NEW.state IN ('ready', 'refused')) EXECUTE FUNCTION fail_end()`,
  );
  onTestFinished(async () => {
    await database.query('DROP FUNCTION fail_end CASCADE');
    await database.query('DROP SEQUENCE ends');
  });
}

describe('a picture that was uploaded', () => {
  it('is not called too much work because the disk was away, however often it was tried meanwhile', async () => {
    await uploaded(meera, await noise({ widthPx: 45, heightPx: 45 }));
    const bringBack = await takeLibraryAway();
    const address = await sendWhole();
    await tryInVain(() => checkOf(address));
    await bringBack();
    await letPausesEnd();
    expect(await resultOf(meera, address)).toMatchObject({ state: 'ready' });
  });

  it('loses no try to a database that is away longer than the work on it', async () => {
    await failNextEnds(3);
    const address = await sendWhole();
    await expect.poll(() => checkOf(address), { timeout: 60_000 }).toEqual(PAUSED);
    await letPausesEnd();
    expect(await resultOf(meera, address)).toMatchObject({ state: 'ready' });
  });

  it('stays where it is when the process that checked it comes back after another one has begun', async () => {
    const before = await countOfMedia();
    const runner = database.createQueryRunner();
    onTestFinished(() => runner.release());
    const body = await noise({ widthPx: 51, heightPx: 41 });
    const address = await begin(meera, { bytes: body.length });
    // What is made of the picture waits for the library, until another one has begun.
    await runner.startTransaction();
    await runner.query('LOCK TABLE media IN ACCESS EXCLUSIVE MODE');
    expect(await sendPart(meera, { address, body })).toBe(204);
    await expect.poll(isLibraryWaitedFor, { timeout: 50_000 }).toEqual([{ is: true }]);
    await database.query(
      `UPDATE media_uploads SET tries = tries + 1, lease_ends_at = now() + interval '1 hour' WHERE id = $1`,
      [basename(address)],
    );
    await runner.commitTransaction();
    await expect.poll(() => readdir(placeOf('work')), { timeout: 60_000 }).toEqual([]);
    expect(await countOfMedia()).toEqual(before);
    await access(placeOf('uploads', basename(address)));
    await letPausesEnd();
    expect(await resultOf(meera, address)).toMatchObject({ state: 'ready' });
  });
});

describe('a moving picture', () => {
  it('is made when the disk that was away is back, however often it was tried meanwhile', async () => {
    const media = await uploaded(meera, await wave(), 'wave.gif');
    await expect.poll(() => undoneOf(media.id), { timeout: 60_000 }).toEqual([]);
    const bringBack = await takeLibraryAway();
    const ensure = () => bench.renditions.ensure([media.id], new Map([['x', RULES]]));
    expect(await ensure()).toEqual({ kind: 'not_ready', mediaIds: [media.id] });
    await tryInVain(() => undoneOf(media.id));
    await bringBack();
    await letPausesEnd();
    await expect.poll(ensure, { timeout: 60_000 }).toEqual({ kind: 'ready' });
  });
});
