import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/deliveries/claim.js';
import { IntentRefused } from '../../src/deliveries/intent.js';
import type { Settlement } from '../../src/deliveries/settle.js';
import { DeliveryBench, LOST_ANSWER, PUBLISHED } from '../support/delivery-bench.js';
import { deliveryRow } from '../support/rows.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await DeliveryBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

describe('planning', () => {
  it('twice adds nothing', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 3 });
    const accounts = await bench.dataSource.query<{ account_id: number }[]>(
      'SELECT account_id FROM deliveries',
    );
    const order = {
      postId,
      dueAt: new Date(),
      priority: 'campaign' as const,
      plan: {
        texts: [{ platform: 'telegram' as const, body: 'नमस्ते' }],
        deliveries: accounts.map(({ account_id: accountId }) => ({
          accountId,
          part: 0,
          textIndex: 0,
        })),
      },
    };
    expect(await bench.queue.enqueue(bench.dataSource, order)).toBe(0);
  });

  it('a hundred thousand accounts of one post is one transaction', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 1 });
    const accounts = await bench.dataSource.query<{ id: number }[]>(
      `INSERT INTO accounts (district_id, platform, handle, remote_id)
       SELECT min(id), 'telegram', '@many', 'many-' || n FROM districts, generate_series(1, 100000) AS n
       GROUP BY n RETURNING id`,
    );
    const plan = {
      texts: [{ platform: 'telegram' as const, body: 'सबको' }],
      deliveries: accounts.map(({ id }) => ({ accountId: id, part: 0, textIndex: 0 })),
    };
    const added = await bench.dataSource.transaction((manager) =>
      bench.queue.enqueue(manager, { postId, dueAt: new Date(), priority: 'campaign', plan }),
    );
    expect(added).toBe(100_000);
  });
});

describe('claiming', () => {
  it('takes nothing before it is due', async () => {
    await bench.aPlannedPost({
      accounts: 3,
      dueAt: new Date(Date.parse('2099-01-01')),
    });
    expect(await bench.claimDue(10, { workerNow: new Date(Date.parse('2099-06-01')) })).toEqual([]);
  });

  it("takes nothing that the worker's own clock does not call due", async () => {
    await bench.aPlannedPost({ accounts: 1 });
    expect(await bench.claimDue(10, { workerNow: new Date(Date.parse('2020-01-01')) })).toEqual([]);
  });

  it('gives each delivery to one of many workers that claim at once', async () => {
    const { deliveryIds } = await bench.aPlannedPost({ accounts: 200 });
    const taken = await Promise.all(Array.from({ length: 8 }, () => bench.claimDue(40)));
    const ids = taken.flat().map((claim) => claim.deliveryId);
    expect(new Set(ids).size).toBe(ids.length);
    const rest = await bench.claimDue(1_000);
    expect([...ids, ...rest.map((claim) => claim.deliveryId)].sort((a, b) => a - b)).toEqual(
      [...deliveryIds].sort((a, b) => a - b),
    );
  });

  it('holds a delivery no longer than its lease', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    await bench.claimOne();
    const [lease] = await bench.dataSource.query<{ seconds: number }[]>(
      `SELECT extract(epoch FROM wake_at - now())::int AS seconds FROM deliveries`,
    );
    expect(lease?.seconds).toBeLessThanOrEqual(60);
  });

  it('gives back what was not sent', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.claims.giveBack([{ claim, as: { kind: 'again', wakeAt: new Date() } }]);
    await bench.dataSource.query('UPDATE deliveries SET wake_at = now()');
    expect((await bench.claimOne()).epoch).toBe(claim.epoch + 1);
  });
});

describe('the intent', () => {
  it('stands in the table before the send', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    expect(await bench.stateOf(claim)).toBe('sending');
  });

  it('is refused once the claim went to another worker', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const zombie = await bench.claimOne();
    await bench.letLeaseEnd();
    await bench.rescue.rescueExpired();
    const heir = await bench.claimOne();
    await expect(bench.intend(zombie)).rejects.toThrow(IntentRefused);
    await bench.intend(heir);
    expect(await bench.stateOf(heir)).toBe('sending');
  });

  it('is refused when the lease has ended', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.letLeaseEnd();
    await expect(bench.intend(claim)).rejects.toThrow(IntentRefused);
  });

  it('is refused a second time for the same claim', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    await expect(bench.intend(claim)).rejects.toThrow(IntentRefused);
  });

  it('is refused once a cancel was acknowledged, though the claim is older', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.dataSource.transaction((manager) =>
      bench.people.cancelPost(manager, postId, new Date()),
    );
    await expect(bench.intend(claim)).rejects.toThrow(IntentRefused);
  });

  it('does not exist after a cancel was acknowledged, whichever of the two came first', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 200 });
    const claimed = await bench.claimDue(200);
    const [intended] = await Promise.all([
      Promise.allSettled(claimed.map((claim) => bench.intend(claim))),
      bench.dataSource.transaction((manager) =>
        bench.people.cancelPost(manager, postId, new Date()),
      ),
    ]);
    const states = await bench.dataSource.query<{ state: string; n: number }[]>(
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
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.letLeaseEnd();
    expect(await bench.rescue.rescueExpired()).toEqual({ released: 1, setAside: 0, unknown: 0 });
    expect((await bench.claimOne()).deliveryId).toBe(claim.deliveryId);
  });

  it('leaves a send without an answer unknown, never to the next worker', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    await bench.letLeaseEnd();
    expect(await bench.rescue.rescueExpired()).toEqual({ released: 0, setAside: 0, unknown: 1 });
    expect(await bench.claimDue(10)).toEqual([]);
  });

  it('three times over the same delivery sets it aside, and the others go on', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    for (let crash = 1; crash <= 3; crash += 1) {
      await bench.claimOne();
      await bench.letLeaseEnd();
      await bench.rescue.rescueExpired();
    }
    const [row] = await bench.dataSource.query<{ state: string }[]>(
      'SELECT state::text FROM deliveries',
    );
    expect(row?.state).toBe('failed');
  });

  it('may still report that it published, which ends the doubt', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    await bench.letLeaseEnd();
    await bench.rescue.rescueExpired();
    expect(await bench.results.settle(claim, PUBLISHED)).toBe('late');
    expect(await bench.stateOf(claim)).toBe('published');
  });

  it('is heard when a person has decided otherwise before its report: what is public is published', async () => {
    const claim = await bench.leaveUndecided();
    await bench.people.decide(bench.dataSource, {
      deliveryId: claim.deliveryId,
      personId: await bench.somebody(),
      from: 'needs_decision',
      to: 'failed',
      reason: 'Too late to matter',
      permalink: null,
    });
    expect(await bench.results.settle(claim, PUBLISHED)).toBe('late');
    expect(await bench.stateOf(claim)).toBe('published');
  });

  it('stops, with its report, the second send that a person has ordered and that has not begun', async () => {
    const claim = await bench.leaveUndecided();
    await orderAnotherSend(claim);
    const heir = await bench.claimOne();
    expect(await bench.results.settle(claim, PUBLISHED)).toBe('late');
    await expect(bench.intend(heir)).rejects.toThrow(IntentRefused);
    expect(await bench.stateOf(claim)).toBe('published');
  });

  it('only confirms, with its report, a post that a person has found already: no alarm of a post that went out twice', async () => {
    const claim = await bench.leaveUndecided();
    await bench.people.decide(bench.dataSource, {
      deliveryId: claim.deliveryId,
      personId: await bench.somebody(),
      from: 'needs_decision',
      to: 'published',
      reason: 'It did go out: I see it in the channel',
      permalink: null,
    });
    expect(await bench.results.settle(claim, PUBLISHED)).toBe('late');
    expect(await bench.stateOf(claim)).toBe('published');
    const known = await bench.dataSource.query<{ remote_id: string }[]>(
      `SELECT remote_id FROM attempts WHERE outcome = 'published' AND remote_id IS NOT NULL`,
    );
    expect(known).toEqual([{ remote_id: PUBLISHED.remoteId }]);
  });

  it('sounds the alarm when its report comes after the second send has begun', async () => {
    const claim = await bench.leaveUndecided();
    await orderAnotherSend(claim);
    await bench.intend(await bench.claimOne());
    expect(await bench.results.settle(claim, PUBLISHED)).toBe('twice');
  });

  it('may not start another send with a late report', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    await bench.letLeaseEnd();
    await bench.rescue.rescueExpired();
    const retry: Settlement = { ...LOST_ANSWER, state: 'retry_wait', cause: 'unavailable' };
    expect(await bench.results.settle(claim, retry)).toBe('late');
    expect(await bench.stateOf(claim)).toBe('unknown');
  });
});

describe('the result', () => {
  it('written twice is the same as written once', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    expect(await bench.results.settle(claim, PUBLISHED)).toBe('settled');
    expect(await bench.results.settle(claim, PUBLISHED)).toBe('late');
    expect(await deliveryRow(bench.dataSource, claim.deliveryId)).toMatchObject({
      state: 'published',
      attempts: 1,
    });
  });

  it('that claims a post without an intent is refused by the database', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await expect(bench.results.settle(claim, PUBLISHED)).rejects.toThrow('never goes from claimed');
  });

  it('is recorded though the platform answers with characters that no table takes', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    expect(
      await bench.results.settle(claim, { ...PUBLISHED, permalink: 'https://t.me/a\0b/1' }),
    ).toBe('settled');
  });

  it('sends again after a throttle without counting an attempt', async () => {
    await bench.aPlannedPost({ accounts: 1 });
    const claim = await bench.claimOne();
    await bench.intend(claim);
    const throttled: Settlement = {
      ...LOST_ANSWER,
      state: 'retry_wait',
      attempts: 0,
      cause: 'throttled',
    };
    await bench.results.settle(claim, throttled);
    await bench.rescue.releaseRetries();
    expect((await bench.claimOne()).attempts).toBe(0);
  });
});

async function orderAnotherSend({ deliveryId }: Claim): Promise<void> {
  await bench.people.decide(bench.dataSource, {
    deliveryId,
    personId: await bench.somebody(),
    from: 'needs_decision',
    to: 'retry_wait',
    reason: 'Nobody can find it',
    permalink: null,
  });
  await bench.rescue.releaseRetries();
}
