import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VacuumService } from '../../src/retention/vacuum.service.js';
import { VacuumStore } from '../../src/retention/vacuum.store.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { aPlannedPost } from '../support/rows.js';

const { signal } = new AbortController();

let database: FreshDatabase;
let store: VacuumStore;
let service: VacuumService;
beforeAll(async () => {
  database = await freshDatabase();
  // A server whose own vacuum has not come yet.
  await database.dataSource.query('ALTER TABLE deliveries SET (autovacuum_enabled = false)');
  await aPlannedPost(database.dataSource, { accounts: 60_000 });
});
beforeEach(() => {
  store = new VacuumStore(database.dataSource, { databaseUrl: database.url });
  service = new VacuumService(store);
});
afterAll(() => database.drop());

describe('dead rows of the queue', () => {
  it('are removed when there are many and the server has not come', async () => {
    await updateAll();
    expect(await deadRows()).toBeGreaterThan(50_000);
    expect(await service.runOnce(signal)).toEqual(['deliveries']);
    // The server writes its statistics down a moment later.
    await expect.poll(deadRows).toBe(0);
    expect(await service.runOnce(signal)).toEqual([]);
  });

  it('are left alone by a leader that leads no more', async () => {
    await updateAll();
    expect(await service.runOnce(AbortSignal.abort())).toEqual([]);
  });
});

describe('an open transaction', () => {
  const reader = () => database.dataSource.createQueryRunner();
  let open: ReturnType<typeof reader> | undefined;
  afterEach(async () => {
    await open?.rollbackTransaction();
    await open?.release();
    open = undefined;
  });

  it('is found by the name of its program, and is no finding while it is young', async () => {
    open = reader();
    await open.startTransaction('REPEATABLE READ');
    await open.query('SELECT 1 FROM deliveries LIMIT 1');
    expect(await store.oldestTransaction()).toMatchObject({ name: 'munadi-test' });
    expect(await store.findHeldBack()).toBeNull();
  });

  it('that has written is found too', async () => {
    open = reader();
    await open.startTransaction();
    await open.query(
      'UPDATE deliveries SET crashes = crashes WHERE id = (SELECT min(id) FROM deliveries)',
    );
    expect(await store.oldestTransaction()).toMatchObject({ name: 'munadi-test' });
  });

  it('that has neither read nor written holds nothing back', async () => {
    open = reader();
    await open.startTransaction();
    expect(await store.oldestTransaction()).toBeNull();
  });

  it('keeps dead rows, and the vacuum from coming again and again', async () => {
    open = reader();
    await open.startTransaction('REPEATABLE READ');
    await open.query('SELECT 1 FROM deliveries LIMIT 1');
    await updateAll();
    await store.vacuum('deliveries', signal);
    expect(await deadRows()).toBeGreaterThan(50_000);
    expect(await service.runOnce(signal)).toEqual([]);
  });
});

/** One more version of every delivery, and the statistics know of it. */
async function updateAll(): Promise<void> {
  const runner = database.dataSource.createQueryRunner();
  await runner.query(`UPDATE deliveries SET wake_at = wake_at + interval '1 second'`);
  await runner.query('SELECT pg_stat_force_next_flush()');
  await runner.release();
}

async function deadRows(): Promise<number> {
  const activity = await store.activity();
  return activity.find(({ table }) => table === 'deliveries')?.deadRows ?? 0;
}
