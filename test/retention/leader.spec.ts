import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Leader } from '../../src/kernel/database/leader.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const LOCK = 42;

let database: FreshDatabase;
const candidates: Leader[] = [];
beforeAll(async () => {
  database = await freshDatabase();
});
afterEach(async () => {
  await Promise.all(candidates.splice(0).map((leader) => leader.stop()));
});
afterAll(() => database.drop());

describe('leadership', () => {
  it('is of one process, however many ask for it at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 6 }, () => aCandidate().leader).map((leader) => leader.tick()),
    );
    expect(asked.filter((leads) => leads)).toHaveLength(1);
  });

  it('lasts as long as its connection', async () => {
    const { leader } = aCandidate();
    expect([await leader.tick(), await leader.tick(), await leader.tick()]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('ends with its connection, stops the work, and passes to the next who asks', async () => {
    const [first, second] = [aCandidate(), aCandidate()];
    await first.leader.tick();
    const signal = await first.begun;
    expect(await second.leader.tick()).toBe(false);
    const stopped = once(signal, 'abort');
    await cutTheHoldersConnection();
    await stopped;
    expect(await second.leader.tick()).toBe(true);
    expect(await first.leader.tick()).toBe(false);
  });

  it('is taken again only after the work of the last term has ended', async () => {
    let endWork: () => void = () => undefined;
    const work = new Promise<void>((resolve) => {
      endWork = resolve;
    });
    const slow = aCandidate(() => work);
    await slow.leader.tick();
    const signal = await slow.begun;
    const stopped = once(signal, 'abort');
    await cutTheHoldersConnection();
    await stopped;
    expect(await slow.leader.tick()).toBe(false);
    const { leader: heir } = aCandidate();
    expect(await heir.tick()).toBe(true);
    endWork();
  });

  it('is given back by a process that stops, after its work has stopped', async () => {
    const [first, second] = [aCandidate(), aCandidate()];
    await first.leader.tick();
    const signal = await first.begun;
    await first.leader.stop();
    expect(signal.aborted).toBe(true);
    expect(await second.leader.tick()).toBe(true);
  });

  it('outlives a task that fails', async () => {
    const { leader, begun } = aCandidate(() => Promise.reject(new Error('no luck today')));
    await leader.tick();
    const signal = await begun;
    expect(await leader.tick()).toBe(true);
    expect(signal.aborted).toBe(false);
  });

  it('is not taken where the database does not answer', async () => {
    const nobody = new Leader({
      databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
      lock: LOCK,
      tasks: [],
    });
    expect(await nobody.tick()).toBe(false);
  });
});

/** A process that would lead; `begun` answers the signal under which its one task runs. */
function aCandidate(work: () => Promise<void> = () => Promise.resolve()): {
  leader: Leader;
  begun: Promise<AbortSignal>;
} {
  let begin: (signal: AbortSignal) => void = () => undefined;
  const begun = new Promise<AbortSignal>((resolve) => {
    begin = resolve;
  });
  const leader = new Leader({
    databaseUrl: database.url,
    lock: LOCK,
    tasks: [
      {
        name: 'task',
        everyMs: 1_000,
        run: (signal) => {
          begin(signal);
          return work();
        },
      },
    ],
  });
  candidates.push(leader);
  return { leader, begun };
}

async function cutTheHoldersConnection(): Promise<void> {
  await database.dataSource.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_locks
     WHERE locktype = 'advisory' AND objid = ${LOCK} AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
}
