import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/kernel/clock.js';
import { WorkerRegistry } from '../../src/workers/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
const started: WorkerRegistry[] = [];
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(async () => {
  await stopAll();
  await database.dataSource.query('TRUNCATE workers');
});
afterAll(async () => {
  await stopAll();
  await database.drop();
});

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

describe('a process that publishes', () => {
  it('is alive from its start to its stop', async () => {
    const worker = await startWhole('worker');
    const [alive] = await worker.aliveWorkers();
    expect(alive).toMatchObject({ pid: process.pid, role: 'worker' });
    await worker.beforeApplicationShutdown();
    expect(await worker.aliveWorkers()).toEqual([]);
  });

  it('is gone when it has not been seen for fifteen seconds, and back when it is', async () => {
    const worker = await start();
    await letBeSeen({ agoMs: 16_000 });
    expect(await worker.aliveWorkers()).toEqual([]);
    await worker.beat();
    expect(await worker.aliveWorkers()).toHaveLength(1);
  });

  it('tells with its second heartbeat how far its clock is ahead of the database', async () => {
    const worker = await start({ now: () => new Date(Date.now() + 7_000) });
    expect(await worker.aliveWorkers()).toMatchObject([{ skewMs: null }]);
    await worker.beat();
    const [alive] = await worker.aliveWorkers();
    expect(Math.round((alive?.skewMs ?? 0) / 1_000)).toBe(7);
  });

  it('is none that only serves people', async () => {
    const web = await startWhole('web');
    expect(await web.aliveWorkers()).toEqual([]);
  });
});

describe('the last time that anybody was there', () => {
  it('is unknown to the first process of all', async () => {
    expect(await (await start()).lastSeenAt()).toBeNull();
  });

  it('is when the last process was seen that is gone', async () => {
    await start();
    await letBeSeen({ agoMs: 20 * MINUTE_MS });
    await expectAgo(await start(), 20 * MINUTE_MS);
  });

  it('is the start of this process where another is at work', async () => {
    await start();
    await letBeSeen({ agoMs: 0, startedAgoMs: 20 * MINUTE_MS });
    await expectAgo(await start(), 0);
  });

  it('is not told by a process that started together with this one', async () => {
    await start();
    await letBeSeen({ agoMs: 20 * MINUTE_MS });
    await start();
    await expectAgo(await start(), 20 * MINUTE_MS);
  });
});

describe('processes that are gone', () => {
  it('are forgotten after a day', async () => {
    await start();
    await letBeSeen({ agoMs: 2 * DAY_MS });
    await start();
    await database.dataSource.query(
      `UPDATE workers SET started_at = now() - interval '1 hour' WHERE seen_at > now() - interval '1 hour'`,
    );
    const alive = await start();
    expect(await alive.forgetGone()).toBe(1);
    expect(await alive.aliveWorkers()).toHaveLength(2);
  });

  it('are remembered as long as the next to start has to ask how long nobody was there', async () => {
    await start();
    await letBeSeen({ agoMs: 2 * DAY_MS });
    const first = await start();
    expect(await first.forgetGone()).toBe(0);
    await expectAgo(await start(), 2 * DAY_MS);
  });
});

/** As it starts in the application, with its heartbeat. */
async function startWhole(role: 'worker' | 'web'): Promise<WorkerRegistry> {
  const registry = new WorkerRegistry({ role }, database.dataSource, systemClock);
  started.push(registry);
  await registry.onModuleInit();
  return registry;
}

/** Its heart beats once, so that a test can move time. */
async function start(clock = systemClock): Promise<WorkerRegistry> {
  const registry = new WorkerRegistry({ role: 'worker' }, database.dataSource, clock);
  await registry.beat();
  return registry;
}

async function stopAll(): Promise<void> {
  await Promise.all(started.splice(0).map((registry) => registry.beforeApplicationShutdown()));
}

/** Of every process so far. */
async function letBeSeen({
  agoMs,
  startedAgoMs = agoMs + MINUTE_MS,
}: {
  agoMs: number;
  startedAgoMs?: number;
}): Promise<void> {
  await database.dataSource.query(
    `UPDATE workers SET seen_at = now() - $1 * interval '1 millisecond',
                        started_at = now() - $2 * interval '1 millisecond'`,
    [agoMs, startedAgoMs],
  );
}

/** To the minute: the database's clock tells. */
async function expectAgo(worker: WorkerRegistry, agoMs: number): Promise<void> {
  const seenAt = await worker.lastSeenAt();
  expect(seenAt).not.toBeNull();
  const minutes = (Date.now() - (seenAt?.getTime() ?? 0)) / MINUTE_MS;
  expect(Math.abs(minutes - agoMs / MINUTE_MS)).toBeLessThan(1);
}
