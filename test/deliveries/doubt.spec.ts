import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/deliveries/claim.js';
import { IntentRefused } from '../../src/deliveries/intent.js';
import { DeliveryBench, LOST_ANSWER, PUBLISHED } from '../support/delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await DeliveryBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

describe('a draft that the platform prepared', () => {
  it("of a worker that lost its claim does not take the place of its heir's", async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const zombie = await bench.claimOne();
    await bench.letLeaseEnd();
    await bench.rescue.rescueExpired();
    const heir = await bench.claimOne();
    await bench.intents.remember(heir, { postId: 'b' });
    await expect(bench.intents.remember(zombie, { postId: 'a' })).rejects.toThrow(IntentRefused);
    const [row] = await bench.dataSource.query<{ progress: unknown }[]>(
      'SELECT progress FROM delivery_progress',
    );
    expect(row?.progress).toEqual({ postId: 'b' });
  });

  it('is prepared anew when a person tries again what was refused', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intents.remember(claim, { postId: 'of a video that is refused' });
    await bench.intend(claim);
    await bench.results.settle(claim, { ...LOST_ANSWER, state: 'failed', cause: 'content' });
    await bench.people.retry(bench.dataSource, { placePath: '/', postId });
    expect(await bench.claimOne()).toMatchObject({ deliveryId: claim.deliveryId, progress: null });
  });
});

describe('a cancelled post', () => {
  it('keeps a retry from going out after all', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    const cancelled = await bench.dataSource.transaction((manager) =>
      bench.people.cancelPost(manager, postId, new Date()),
    );
    expect(cancelled).toEqual({ cancelled: 0, underWay: 1 });
    await bench.results.settle(claim, { ...LOST_ANSWER, state: 'retry_wait', cause: 'throttled' });
    await bench.rescue.releaseRetries();
    expect(await bench.stateOf(claim)).toBe('cancelled');
  });

  it('takes no order to send again', async () => {
    const claim = await bench.leaveUndecided();
    await bench.people.cancelPost(bench.dataSource, claim.postId, new Date());
    const isDone = await bench.people.decide(bench.dataSource, {
      deliveryId: claim.deliveryId,
      personId: await bench.somebody(),
      from: 'needs_decision',
      to: 'retry_wait',
      reason: 'once more',
      permalink: null,
    });
    expect(isDone).toBe(false);
  });
});

describe('a lost answer', () => {
  it('is looked for by one process at a time', async () => {
    await bench.loseAnswer();
    const taken = await Promise.all([bench.reconcile.takeLost(), bench.reconcile.takeLost()]);
    expect(taken.flat()).toHaveLength(1);
  });

  it('that proves to be no post is sent again', async () => {
    const claim = await bench.loseAnswer();
    const lost = await bench.takeLost();
    await bench.reconcile.conclude(lost, { kind: 'absent', retryInMs: 0, detail: 'still a draft' });
    await bench.rescue.releaseRetries();
    expect(await bench.claimOne()).toMatchObject({
      deliveryId: claim.deliveryId,
      epoch: claim.epoch + 1,
    });
  });

  it('that stays in doubt waits for a person, and what the person says is done once', async () => {
    const claim = await bench.leaveUndecided();
    const order = {
      deliveryId: claim.deliveryId,
      personId: await bench.somebody(),
      from: 'needs_decision' as const,
      to: 'published' as const,
      reason: 'I saw it in the channel',
      permalink: null,
    };
    const decisions = await Promise.all([
      bench.people.decide(bench.dataSource, order),
      bench.people.decide(bench.dataSource, order),
    ]);
    expect(decisions.sort()).toEqual([false, true]);
    expect(await bench.stateOf(claim)).toBe('published');
  });

  it('is not another post with the same words', async () => {
    const claim = await bench.loseAnswer();
    const lost = await bench.takeLost();
    expect(await bench.reconcile.mayBeAnothers(lost, '77')).toBe(false);
    const twin = await sendTwin(claim);
    await bench.results.settle(twin, { ...PUBLISHED, remoteId: '77' });
    expect(await bench.reconcile.mayBeAnothers(lost, '77')).toBe(true);
    expect(await bench.reconcile.mayBeAnothers(lost, '78')).toBe(false);
  });

  it('is not credited with a post while one with the same words is being sent or is lost too', async () => {
    const claim = await bench.loseAnswer();
    const lost = await bench.takeLost();
    const twin = await sendTwin(claim);
    expect(await bench.reconcile.mayBeAnothers(lost, '77')).toBe(true);
    await bench.results.settle(twin, LOST_ANSWER);
    expect(await bench.reconcile.mayBeAnothers(lost, '77')).toBe(true);
    const lostTwin = await bench.takeLost();
    expect(await bench.reconcile.mayBeAnothers(lostTwin, '77')).toBe(true);
  });

  it('that a person leaves alone is never sent by "retry all"', async () => {
    const claim = await bench.leaveUndecided();
    await bench.people.decide(bench.dataSource, {
      deliveryId: claim.deliveryId,
      personId: await bench.somebody(),
      from: 'needs_decision',
      to: 'failed',
      reason: 'Too late to matter',
      permalink: null,
    });
    const retried = await bench.people.retry(bench.dataSource, {
      placePath: '/',
      postId: claim.postId,
    });
    expect(retried).toEqual([]);
  });
});

/** Another post with the same words, on its way to the same account. */
async function sendTwin({ accountId }: Claim): Promise<Claim> {
  const { postId } = await bench.aPlannedPost({ accounts: 1 });
  await bench.dataSource.query('UPDATE deliveries SET account_id = $1 WHERE post_id = $2', [
    accountId,
    postId,
  ]);
  const twin = await bench.claimOne();
  await bench.intend(twin);
  return twin;
}
