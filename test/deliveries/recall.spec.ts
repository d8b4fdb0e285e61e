import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/deliveries/claim.js';
import type { Order } from '../../src/deliveries/person.store.js';
import { RecallStore, type Retractable } from '../../src/deliveries/recall/recall.store.js';
import { takenBy } from '../../src/deliveries/recall/retraction.js';
import { DeliveryBench, PUBLISHED } from '../support/delivery-bench.js';

let bench: DeliveryBench;
let recalls: RecallStore;
beforeAll(async () => {
  bench = await DeliveryBench.open();
  recalls = new RecallStore(bench.worker, bench.config);
});
afterAll(() => bench.close());
beforeEach(async () => {
  await bench.clear();
  await bench.dataSource.query('TRUNCATE retractions');
});

describe('what a person lets stay', () => {
  it('is never taken down again, however often it is swept and the recall is ordered', async () => {
    const claim = await publishOne();
    await recall(claim.postId);
    await recalls.settle(await takeOne(), { state: 'recall_unknown', detail: 'too old' });
    expect(await letStay(claim, 'recall_unknown')).toBe(true);
    expect(await recalls.sweep(claim.postId)).toBe(0);
    expect(await recall(claim.postId)).toBe(0);
    expect(await bench.stateOf(claim)).toBe('published');
    const [noted] = await bench.dataSource.query<object[]>(
      'SELECT outcome, detail, person_id AS "personId" FROM retractions',
    );
    const personId = await bench.somebody();
    expect(noted).toEqual({ outcome: 'stays', detail: 'I have looked', personId });
  });

  it('may be what nobody knew of, and is known from then on', async () => {
    const claim = await bench.leaveUndecided();
    await recall(claim.postId);
    expect(await letStay(claim, 'needs_decision')).toBe(true);
    expect(await recalls.sweep(claim.postId)).toBe(0);
    const [last] = await bench.dataSource.query<object[]>(
      'SELECT outcome, detail FROM attempts ORDER BY epoch DESC LIMIT 1',
    );
    expect(last).toEqual({ outcome: 'published', detail: 'I have looked' });
  });

  it('leaves the others of the post to be taken down', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 2 });
    const [known, found] = await bench.claimDue(2);
    if (!known || !found) throw new Error('Two were due');
    for (const claim of [known, found]) await bench.intend(claim);
    await bench.results.settle(known, PUBLISHED);
    await recall(postId);
    await recalls.settle(await takeOne(), { state: 'recall_unknown', detail: 'too old' });
    await letStay(known, 'recall_unknown');
    await bench.results.settle(found, PUBLISHED);
    expect(await recalls.sweep(postId)).toBe(1);
    expect(await states()).toEqual({ published: 1, recall_pending: 1 });
  });

  it('is only what waits for a person, of a post that is recalled', async () => {
    const claim = await publishOne();
    await recall(claim.postId);
    expect(await letStay(claim, 'recall_unknown')).toBe(false);
    expect(await bench.stateOf(claim)).toBe('recall_pending');
    const inDoubt = await bench.leaveUndecided();
    expect(await letStay(inDoubt, 'needs_decision')).toBe(false);
    expect(await bench.stateOf(inDoubt)).toBe('needs_decision');
  });
});

describe('a recall', () => {
  it('cancels what was not sent and takes down what was, and no intent is written after it', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 300 });
    const early = await bench.claimDue(100);
    await Promise.all(early.map((claim) => bench.intend(claim)));
    await Promise.all(early.map((claim) => bench.results.settle(claim, PUBLISHED)));
    const claims = await bench.claimDue(100);
    const [intended] = await Promise.all([
      Promise.allSettled(claims.map((claim) => bench.intend(claim))),
      recall(postId),
    ]);
    const underWay = intended.filter(({ status }) => status === 'fulfilled').length;
    expect(await states()).toEqual({
      recall_pending: 100,
      cancelled: 200 - underWay,
      ...(underWay > 0 ? { sending: underWay } : {}),
    });
    for (const claim of claims)
      await expect(bench.intend(claim)).rejects.toThrow('may not be sent');
  });

  it('of twenty thousand deliveries, half of them public, is one order', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 20_000 });
    const claims = await bench.claimDue(200);
    await bench.dataSource.query(
      `UPDATE deliveries SET state = 'claimed', epoch = 1
       WHERE state = 'ready' AND id <= (SELECT id FROM deliveries WHERE state = 'ready' ORDER BY id OFFSET 9999 LIMIT 1);
       UPDATE deliveries SET state = 'sending' WHERE state = 'claimed' AND wake_at <= now();
       UPDATE deliveries SET state = 'published', wake_at = NULL WHERE state = 'sending'`,
    );
    expect(await recall(postId)).toBe(10_000);
    expect(await states()).toEqual({ recall_pending: 10_000, cancelled: 10_000 });
    const intended = await Promise.allSettled(claims.map((claim) => bench.intend(claim)));
    expect(intended.filter(({ status }) => status === 'fulfilled')).toEqual([]);
  });

  it('finds what was being recorded as public in its very moment', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    const holder = bench.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query('SELECT 1 FROM deliveries FOR UPDATE');
    const settled = bench.results.settle(claim, PUBLISHED);
    await expect.poll(() => waitingStatements()).toBeGreaterThan(0);
    expect(await recall(postId)).toBe(0);
    await holder.commitTransaction();
    await holder.release();
    expect(await settled).toBe('settled');
    const watched = await recalls.recalledWithin(60_000);
    for (const recalled of watched) await recalls.sweep(recalled.postId);
    expect(await bench.stateOf(claim)).toBe('recall_pending');
  });

  it('leaves alone what is public of a post that nobody has recalled', async () => {
    const claim = await publishOne();
    expect(await recalls.sweep(claim.postId)).toBe(0);
    expect(await bench.stateOf(claim)).toBe('published');
  });

  it('takes down both posts of a delivery that went out twice', async () => {
    const claim = await publishOne();
    await bench.dataSource.query(
      `INSERT INTO attempts (delivery_id, epoch, intent_at, ended_at, outcome, remote_id)
       VALUES ($1, $2, now(), now(), 'published', '43')`,
      [claim.deliveryId, claim.epoch + 1],
    );
    await recall(claim.postId);
    expect((await takeOne()).postIds.sort()).toEqual(['42', '43']);
  });

  it('ordered twice is ordered once', async () => {
    const claim = await publishOne();
    expect(await recall(claim.postId)).toBe(1);
    expect(await recall(claim.postId)).toBe(0);
  });

  it('takes down what was under way and turns out to be public', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    await recall(claim.postId);
    await bench.results.settle(claim, PUBLISHED);
    expect(await recalls.sweep(claim.postId)).toBe(1);
    expect(await takeOne()).toMatchObject({ postIds: ['42'] });
  });

  it('takes down what was lost and is found', async () => {
    const claim = await bench.loseAnswer();
    await recall(claim.postId);
    const lost = await bench.takeLost();
    await bench.reconcile.conclude(lost, { kind: 'published', remoteId: '77', permalink: null });
    await recalls.sweep(claim.postId);
    expect(await takeOne()).toMatchObject({ postIds: ['77'] });
  });

  it('sends nothing again of what proves not to have gone out', async () => {
    const claim = await bench.loseAnswer();
    await recall(claim.postId);
    const lost = await bench.takeLost();
    await bench.reconcile.conclude(lost, { kind: 'absent', retryInMs: 0, detail: 'a draft' });
    await bench.rescue.releaseRetries();
    expect(await states()).toEqual({ cancelled: 1 });
  });

  it('is done by another process when the first one ends in the middle', async () => {
    const claim = await publishOne();
    await recall(claim.postId);
    const first = await takeOne();
    expect(await recalls.take('telegram', 10)).toEqual([]);
    await bench.dataSource.query('UPDATE deliveries SET wake_at = now()');
    const second = await takeOne();
    await recalls.settle(first, { state: 'recall_unknown', detail: 'too late to matter' });
    expect(await bench.stateOf(claim)).toBe('recalling');
    await recalls.settle(second, { state: 'recalled', detail: null });
    expect(await bench.stateOf(claim)).toBe('recalled');
  });

  it('that had to wait for a place has tried nothing', async () => {
    const claim = await publishOne();
    await recall(claim.postId);
    await recalls.postpone([{ item: await takeOne(), waitMs: 0 }]);
    expect(await takeOne()).toMatchObject({ tries: 0 });
  });

  it('is tried as often as at first when a person orders it anew', async () => {
    const claim = await publishOne();
    await recall(claim.postId);
    const tries = await tryUntilSetAside();
    await decide(claim, { from: 'recall_unknown', to: 'recall_pending' });
    expect(await tryUntilSetAside()).toBe(tries);
  });

  it('takes down what a person calls public after it', async () => {
    const claim = await bench.leaveUndecided();
    await recall(claim.postId);
    await decide(claim, { from: 'needs_decision', to: 'published' });
    await recalls.sweep(claim.postId);
    expect(await takeOne()).toMatchObject({ deliveryId: claim.deliveryId, postIds: [] });
  });

  it('ends where a person in doubt has looked and nothing is there', async () => {
    const claim = await bench.leaveUndecided();
    await recall(claim.postId);
    expect(await decide(claim, { from: 'needs_decision', to: 'recalled' })).toBe(true);
    const [noted] = await bench.dataSource.query<{ outcome: string; person_id: number }[]>(
      'SELECT outcome, person_id FROM retractions',
    );
    expect(noted).toEqual({ outcome: 'recalled', person_id: await bench.somebody() });
  });

  it('that the platform refuses waits for a person, who says that it is gone', async () => {
    const claim = await publishOne();
    await recall(claim.postId);
    await recalls.settle(await takeOne(), { state: 'recall_unknown', detail: 'too old' });
    expect(await decide(claim, { from: 'recall_unknown', to: 'recalled' })).toBe(true);
    expect(await bench.stateOf(claim)).toBe('recalled');
  });
});

async function publishOne() {
  await bench.aPlannedPost({ accounts: 1 });
  const claim = await bench.claimOne();
  await bench.intend(claim);
  await bench.results.settle(claim, PUBLISHED);
  return claim;
}

async function recall(postId: number): Promise<number> {
  const personId = await bench.somebody();
  return bench.dataSource.transaction(async (manager) => {
    await bench.people.cancelPost(manager, postId, new Date());
    return recalls.recallPost(manager, { postId, personId });
  });
}

async function decide(claim: Claim, order: Pick<Order, 'from' | 'to'>): Promise<boolean> {
  const personId = await bench.somebody();
  const { deliveryId } = claim;
  const reason = 'I have looked';
  return bench.people.decide(bench.dataSource, {
    ...order,
    deliveryId,
    personId,
    reason,
    permalink: null,
  });
}

async function letStay({ deliveryId }: Claim, from: Order['from']): Promise<boolean> {
  const personId = await bench.somebody();
  return recalls.letStay(bench.dataSource, { deliveryId, from, personId, reason: 'I have looked' });
}

/** Answers how many tries it took. */
async function tryUntilSetAside(): Promise<number> {
  const away = { kind: 'unavailable', retryAfterMs: null, detail: 'no answer' } as const;
  for (let tries = 1; ; tries += 1) {
    await bench.dataSource.query('UPDATE deliveries SET wake_at = now()');
    const taken = await takeOne();
    const result = takenBy(away, taken.tries + 1);
    await recalls.settle(taken, result);
    if (result.state === 'recall_unknown') return tries;
  }
}

async function waitingStatements(): Promise<number> {
  const rows = await bench.dataSource.query<unknown[]>('SELECT 1 FROM pg_locks WHERE NOT granted');
  return rows.length;
}

async function takeOne(): Promise<Retractable> {
  const [taken] = await recalls.take('telegram', 1);
  if (!taken) throw new Error('Nothing was to be taken down');
  return taken;
}

async function states(): Promise<Record<string, number>> {
  const rows = await bench.dataSource.query<{ state: string; n: number }[]>(
    'SELECT state::text, count(*) AS n FROM deliveries GROUP BY state',
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
