import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/deliveries/claim.js';
import { ClaimStore } from '../../src/deliveries/claim.store.js';
import { EnqueueStore } from '../../src/deliveries/enqueue.store.js';
import { IntentRefused, IntentStore } from '../../src/deliveries/intent.store.js';
import { PersonStore } from '../../src/deliveries/person.store.js';
import { ReconcileStore } from '../../src/deliveries/reconcile.store.js';
import { RescueStore } from '../../src/deliveries/rescue.store.js';
import { ResultStore } from '../../src/deliveries/result.store.js';
import type { Settlement } from '../../src/deliveries/settle.js';
import { readConfig } from '../../src/kernel/config.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { aPlannedPost, deliveryRow } from '../support/rows.js';

const LEASE_MS = 60_000;
const config = readConfig({
  DATABASE_URL: 'postgres://unused',
  MUNADI_CREDENTIAL_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
  MUNADI_SESSION_KEY: Buffer.alloc(32).toString('base64'),
});

let database: FreshDatabase;
let queue: EnqueueStore;
let claims: ClaimStore;
let intents: IntentStore;
let results: ResultStore;
let rescue: RescueStore;
let people: PersonStore;
let reconcile: ReconcileStore;

beforeAll(async () => {
  database = await freshDatabase();
  queue = new EnqueueStore();
  claims = new ClaimStore(database.dataSource);
  intents = new IntentStore(database.dataSource, config);
  results = new ResultStore(database.dataSource);
  rescue = new RescueStore(database.dataSource);
  people = new PersonStore();
  reconcile = new ReconcileStore(database.dataSource, config);
});
afterAll(() => database.drop());
beforeEach(() => database.dataSource.query('TRUNCATE deliveries, attempts, delivery_progress'));

const published: Settlement = {
  state: 'published',
  wakeAfterMs: null,
  attempts: 1,
  cause: null,
  detail: null,
  remoteId: '42',
  permalink: null,
};
const lostAnswer: Settlement = {
  ...published,
  state: 'unknown',
  wakeAfterMs: 0,
  cause: 'no_answer',
  detail: 'timed out',
  remoteId: null,
};

async function claimOne(): Promise<Claim> {
  const [claim] = await claims.claimDue(1, new Date(), LEASE_MS);
  if (!claim) throw new Error('Nothing was due');
  return claim;
}

async function letLeaseEnd(): Promise<void> {
  await database.dataSource.query(
    `UPDATE deliveries SET wake_at = now() WHERE state IN ('claimed', 'sending')`,
  );
}

const stateOf = async (claim: Claim) =>
  (await deliveryRow(database.dataSource, claim.deliveryId))?.state;

describe('planning', () => {
  it('twice adds nothing', async () => {
    const { postId } = await aPlannedPost(database.dataSource, { accounts: 3 });
    const accounts = await database.dataSource.query<{ account_id: number }[]>(
      'SELECT account_id FROM deliveries',
    );
    const order = {
      postId,
      dueAt: new Date(),
      plan: {
        texts: [{ platform: 'telegram' as const, body: 'नमस्ते' }],
        deliveries: accounts.map(({ account_id: accountId }) => ({ accountId, textIndex: 0 })),
      },
    };
    expect(await queue.enqueue(database.dataSource, order)).toBe(0);
  });

  it('a hundred thousand accounts of one post is one transaction', async () => {
    const { postId } = await aPlannedPost(database.dataSource, { accounts: 1 });
    const accounts = await database.dataSource.query<{ id: number }[]>(
      `INSERT INTO accounts (district_id, platform, handle, remote_id)
       SELECT min(id), 'telegram', '@many', 'many-' || n FROM districts, generate_series(1, 100000) AS n
       GROUP BY n RETURNING id`,
    );
    const plan = {
      texts: [{ platform: 'telegram' as const, body: 'सबको' }],
      deliveries: accounts.map(({ id }) => ({ accountId: id, textIndex: 0 })),
    };
    const added = await database.dataSource.transaction((manager) =>
      queue.enqueue(manager, { postId, dueAt: new Date(), plan }),
    );
    expect(added).toBe(100_000);
  });
});

describe('claiming', () => {
  it('takes nothing before it is due', async () => {
    await aPlannedPost(database.dataSource, {
      accounts: 3,
      dueAt: new Date(Date.parse('2099-01-01')),
    });
    expect(await claims.claimDue(10, new Date(Date.parse('2099-06-01')), LEASE_MS)).toEqual([]);
  });

  it("takes nothing that the worker's own clock does not call due", async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    expect(await claims.claimDue(10, new Date(Date.parse('2020-01-01')), LEASE_MS)).toEqual([]);
  });

  it('gives each delivery to one of many workers that claim at once', async () => {
    const { deliveryIds } = await aPlannedPost(database.dataSource, { accounts: 200 });
    const taken = await Promise.all(
      Array.from({ length: 8 }, () => claims.claimDue(40, new Date(), LEASE_MS)),
    );
    const ids = taken.flat().map((claim) => claim.deliveryId);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await claims.claimDue(1_000, new Date(), LEASE_MS);
    expect([...ids, ...rest.map((claim) => claim.deliveryId)].sort((a, b) => a - b)).toEqual(
      [...deliveryIds].sort((a, b) => a - b),
    );
  });

  it('gives back what was not sent when the process stops', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await claims.release([claim]);
    expect((await claimOne()).epoch).toBe(claim.epoch + 1);
  });
});

describe('the intent', () => {
  it('stands in the table before the send', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    expect(await stateOf(claim)).toBe('sending');
  });

  it('is refused once the claim went to another worker', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const zombie = await claimOne();
    await letLeaseEnd();
    await rescue.rescueExpired();
    const heir = await claimOne();
    await expect(intents.write(zombie)).rejects.toThrow(IntentRefused);
    await intents.write(heir);
    expect(await stateOf(heir)).toBe('sending');
  });

  it('is refused when the lease has ended', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await letLeaseEnd();
    await expect(intents.write(claim)).rejects.toThrow(IntentRefused);
  });

  it('is refused a second time for the same claim', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    await expect(intents.write(claim)).rejects.toThrow(IntentRefused);
  });

  it('does not exist after a cancel was acknowledged, whichever of the two came first', async () => {
    const { postId } = await aPlannedPost(database.dataSource, { accounts: 200 });
    const claimed = await claims.claimDue(200, new Date(), LEASE_MS);
    const [intended] = await Promise.all([
      Promise.allSettled(claimed.map((claim) => intents.write(claim))),
      database.dataSource.transaction((manager) => people.cancelPost(manager, postId, new Date())),
    ]);
    const states = await database.dataSource.query<{ state: string; n: number }[]>(
      'SELECT state::text, count(*) AS n FROM deliveries GROUP BY state',
    );
    const count = (state: string) => states.find((row) => row.state === state)?.n ?? 0;
    const granted = intended.filter((result) => result.status === 'fulfilled').length;
    expect({ sending: count('sending'), cancelled: count('cancelled') }).toEqual({
      sending: granted,
      cancelled: 200 - granted,
    });
  });
});

describe('a worker that is gone', () => {
  it('leaves a claim without an intent to the next worker', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await letLeaseEnd();
    expect(await rescue.rescueExpired()).toEqual({ released: 1, setAside: 0, unknown: 0 });
    expect((await claimOne()).deliveryId).toBe(claim.deliveryId);
  });

  it('leaves a send without an answer unknown, never to the next worker', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    await letLeaseEnd();
    expect(await rescue.rescueExpired()).toEqual({ released: 0, setAside: 0, unknown: 1 });
    expect(await claims.claimDue(10, new Date(), LEASE_MS)).toEqual([]);
  });

  it('three times over the same delivery sets it aside, and the others go on', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    for (let crash = 1; crash <= 3; crash += 1) {
      await claimOne();
      await letLeaseEnd();
      await rescue.rescueExpired();
    }
    const [row] = await database.dataSource.query<{ state: string }[]>(
      'SELECT state::text FROM deliveries',
    );
    expect(row?.state).toBe('failed');
  });

  it('may still report that it published, which ends the doubt', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    await letLeaseEnd();
    await rescue.rescueExpired();
    expect(await results.settle(claim, published)).toBe('late');
    expect(await stateOf(claim)).toBe('published');
  });

  it('may not start another send with a late report', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    await letLeaseEnd();
    await rescue.rescueExpired();
    const retry: Settlement = { ...lostAnswer, state: 'retry_wait', cause: 'unavailable' };
    expect(await results.settle(claim, retry)).toBe('late');
    expect(await stateOf(claim)).toBe('unknown');
  });
});

describe('the result', () => {
  it('written twice is the same as written once', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    expect(await results.settle(claim, published)).toBe('settled');
    expect(await results.settle(claim, published)).toBe('late');
    expect(await deliveryRow(database.dataSource, claim.deliveryId)).toMatchObject({
      state: 'published',
      attempts: 1,
    });
  });

  it('that claims a post without an intent is refused by the database', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await expect(results.settle(claim, published)).rejects.toThrow('never goes from claimed');
  });

  it('sends again after a throttle without counting an attempt', async () => {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    const throttled: Settlement = {
      ...lostAnswer,
      state: 'retry_wait',
      attempts: 0,
      cause: 'throttled',
    };
    await results.settle(claim, throttled);
    await rescue.releaseRetries();
    expect((await claimOne()).attempts).toBe(0);
  });
});

describe('a lost answer', () => {
  async function loseAnswer(): Promise<Claim> {
    await aPlannedPost(database.dataSource, { accounts: 1 });
    const claim = await claimOne();
    await intents.write(claim);
    await results.settle(claim, lostAnswer);
    return claim;
  }

  it('is looked for by one process at a time', async () => {
    await loseAnswer();
    const taken = await Promise.all([reconcile.takeLost(), reconcile.takeLost()]);
    expect(taken.flat()).toHaveLength(1);
  });

  it('that proves to be no post is sent again', async () => {
    const claim = await loseAnswer();
    const [lost] = await reconcile.takeLost();
    if (!lost) throw new Error('Nothing was lost');
    await reconcile.conclude(lost, { kind: 'absent', detail: 'still a draft' });
    await rescue.releaseRetries();
    expect(await claimOne()).toMatchObject({
      deliveryId: claim.deliveryId,
      epoch: claim.epoch + 1,
    });
  });

  it('that stays in doubt waits for a person, and what the person says is done once', async () => {
    const claim = await loseAnswer();
    const [lost] = await reconcile.takeLost();
    if (!lost) throw new Error('Nothing was lost');
    await reconcile.conclude(lost, { kind: 'undecided', detail: 'nothing can be read' });
    const order = {
      deliveryId: claim.deliveryId,
      personId: await somebody(),
      to: 'published' as const,
      reason: 'I saw it in the channel',
      permalink: null,
    };
    const decisions = await Promise.all([
      people.decide(database.dataSource, order),
      people.decide(database.dataSource, order),
    ]);
    expect(decisions.sort()).toEqual([false, true]);
    expect(await stateOf(claim)).toBe('published');
  });

  it('that a person leaves alone is never sent by "retry all"', async () => {
    const claim = await loseAnswer();
    const [lost] = await reconcile.takeLost();
    if (!lost) throw new Error('Nothing was lost');
    await reconcile.conclude(lost, { kind: 'undecided', detail: 'nothing can be read' });
    await people.decide(database.dataSource, {
      deliveryId: claim.deliveryId,
      personId: await somebody(),
      to: 'failed',
      reason: 'Too late to matter',
      permalink: null,
    });
    const retried = await people.retry(database.dataSource, {
      placePath: '/',
      postId: claim.postId,
    });
    expect(retried).toEqual([]);
  });
});

async function somebody(): Promise<number> {
  const [person] = await database.dataSource.query<{ id: number }[]>(
    'SELECT id FROM people LIMIT 1',
  );
  return person?.id ?? 0;
}
