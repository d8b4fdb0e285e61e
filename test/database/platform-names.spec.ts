import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { PLATFORM_NAMES } from '../../src/contract/platforms.js';
import { migrateDatabase } from '../../src/kernel/database/connection.js';
import { addEnumValues } from '../../src/kernel/database/enum-values.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => forgetAllButTheFirst());
afterAll(() => database.drop());

/** As a version of Munadi left it that knew one platform. */
async function forgetAllButTheFirst(): Promise<void> {
  const { dataSource } = database;
  const [oldest] = PLATFORM_NAMES;
  await dataSource.query(`DELETE FROM pg_enum WHERE enumtypid = 'platform_name'::regtype`);
  await dataSource.query(`ALTER TYPE platform_name ADD VALUE '${oldest}'`);
}

async function namesInTheDatabase(): Promise<string[]> {
  const rows = await rowsOf<{ name: string }>(
    database.dataSource,
    'SELECT unnest(enum_range(NULL::platform_name))::text AS name',
  );
  return rows.map(({ name }) => name);
}

it('learns the names of new platforms at the start, without a migration', async () => {
  expect(await namesInTheDatabase()).toEqual(PLATFORM_NAMES.slice(0, 1));
  await migrateDatabase(database.url);
  expect(await namesInTheDatabase()).toEqual([...PLATFORM_NAMES]);
});

it('can be told to publish to a new platform as soon as it knows the name', async () => {
  await migrateDatabase(database.url);
  const newest = PLATFORM_NAMES.at(-1);
  const rows = await rowsOf(database.dataSource, 'SELECT $1::platform_name AS name', [newest]);
  expect(rows).toEqual([{ name: newest }]);
});

it('learns each name once when several processes start at the same moment', async () => {
  await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(database.url)));
  expect(await namesInTheDatabase()).toEqual([...PLATFORM_NAMES]);
});

it('learns each name once from processes that do not wait for each other', async () => {
  const { dataSource } = database;
  const names = [...PLATFORM_NAMES, 'mastodon', "o'grady"];
  await Promise.all(
    Array.from({ length: 8 }, () => addEnumValues(dataSource, 'platform_name', names)),
  );
  expect((await namesInTheDatabase()).sort()).toEqual([...names].sort());
});

it('keeps the names that only another version of Munadi knows', async () => {
  await database.dataSource.query(`ALTER TYPE platform_name ADD VALUE 'orkut'`);
  await migrateDatabase(database.url);
  expect(await namesInTheDatabase()).toContain('orkut');
});
