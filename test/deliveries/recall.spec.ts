import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RecallStore, type Retractable } from '../../src/deliveries/recall/recall.store.js';
import { DeliveryBench, PUBLISHED } from '../support/delivery-bench.js';

let bench: DeliveryBench;
let recalls: RecallStore;
beforeAll(async () => {
  bench = await DeliveryBench.open();
  recalls = new RecallStore(bench.worker, bench.config);
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

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
    expect(await takeOne()).toMatchObject({ publishedId: '42' });
  });

  it('takes down what was lost and is found', async () => {
    const claim = await bench.loseAnswer();
    await recall(claim.postId);
    const lost = await bench.takeLost();
    await bench.reconcile.conclude(lost, { kind: 'published', remoteId: '77', permalink: null });
    await recalls.sweepAll();
    expect(await takeOne()).toMatchObject({ publishedId: '77' });
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
    expect(await recalls.take()).toEqual([]);
    await bench.dataSource.query('UPDATE deliveries SET wake_at = now()');
    const second = await takeOne();
    await recalls.settle(second, { state: 'recalled' });
    await recalls.settle(first, { state: 'recall_unknown', detail: 'too late to matter' });
    expect(await bench.stateOf(claim)).toBe('recalled');
  });

  it('that the platform refuses waits for a person, who says that it is gone', async () => {
    const claim = await publishOne();
    await recall(claim.postId);
    await recalls.settle(await takeOne(), { state: 'recall_unknown', detail: 'too old' });
    const isDone = await bench.people.decide(bench.dataSource, {
      deliveryId: claim.deliveryId,
      personId: await bench.somebody(),
      from: 'recall_unknown',
      to: 'recalled',
      reason: 'I deleted it by hand',
      permalink: null,
    });
    expect(isDone).toBe(true);
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
    return recalls.recallPost(manager, { postId, personId, at: new Date() });
  });
}

async function takeOne(): Promise<Retractable> {
  const [taken] = await recalls.take();
  if (!taken) throw new Error('Nothing was to be taken down');
  return taken;
}

async function states(): Promise<Record<string, number>> {
  const rows = await bench.dataSource.query<{ state: string; n: number }[]>(
    'SELECT state::text, count(*) AS n FROM deliveries GROUP BY state',
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
