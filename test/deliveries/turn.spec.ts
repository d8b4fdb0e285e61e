import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OverdueStore } from '../../src/deliveries/overdue.store.js';
import { DeliveryBench, PUBLISHED } from '../support/delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await DeliveryBench.open();
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

const HOUR_MS = 3_600_000;

describe('whose turn it is', () => {
  it('is the urgent post first, then the campaign, then the local one, whatever was due earlier', async () => {
    const posts = await Promise.all(
      [2, 1, 0].map(async (priority, age) => {
        const { postId } = await bench.aPlannedPost({
          accounts: 2,
          dueAt: new Date(Date.now() - (10 - age) * 1_000),
        });
        await bench.dataSource.query('UPDATE deliveries SET priority = $2 WHERE post_id = $1', [
          postId,
          priority,
        ]);
        return postId;
      }),
    );
    const claims = await bench.claimDue(4);
    expect(claims.map(({ postId }) => postId)).toEqual([posts[2], posts[2], posts[1], posts[1]]);
  });

  it('is the urgent post alone where a worker has no room for others', async () => {
    const local = await bench.aPlannedPost({ accounts: 2 });
    const urgent = await bench.aPlannedPost({ accounts: 2 });
    await bench.dataSource.query('UPDATE deliveries SET priority = 0 WHERE post_id = $1', [
      urgent.postId,
    ]);
    const claims = await bench.claimDue(4, { isUrgentOnly: true });
    expect(claims.map(({ postId }) => postId)).toEqual([urgent.postId, urgent.postId]);
    const rest = await bench.claimDue(4);
    expect(rest.map(({ postId }) => postId)).toEqual([local.postId, local.postId]);
  });

  it("is one delivery's at a time for each account, in the order in which they were due", async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 1 });
    await planAnother(postId);
    const first = await bench.claimOne();
    expect(await bench.claimDue(10)).toEqual([]);
    await bench.intend(first);
    expect(await bench.claimDue(10)).toEqual([]);
    await bench.results.settle(first, PUBLISHED);
    const next = await bench.claimOne();
    expect(next.accountId).toBe(first.accountId);
    expect(next.deliveryId).toBeGreaterThan(first.deliveryId);
  });

  it('stays one at a time when many workers claim at once', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 40 });
    for (let more = 0; more < 4; more += 1) await planAnother(postId);
    const taken = await Promise.all(Array.from({ length: 8 }, () => bench.claimDue(30)));
    const accounts = taken.flat().map(({ accountId }) => accountId);
    expect(new Set(accounts).size).toBe(accounts.length);
  });

  /** The same accounts once more, with another post. */
  async function planAnother(postId: number): Promise<void> {
    const other = await bench.aPlannedPost({ accounts: 1 });
    await bench.dataSource.query(
      `INSERT INTO deliveries (post_id, account_id, text_id, platform, state, due_at, wake_at)
       SELECT $2, d.account_id, o.text_id, d.platform, 'ready', d.due_at, d.wake_at
       FROM deliveries d, deliveries o WHERE d.post_id = $1 AND o.post_id = $2`,
      [postId, other.postId],
    );
    await bench.dataSource.query('DELETE FROM deliveries WHERE post_id = $1 AND id = $2', [
      other.postId,
      other.deliveryIds[0],
    ]);
  }
});

describe('a post whose last instant has passed', () => {
  it('is claimed as missed, and never gets an intent', async () => {
    const { postId } = await bench.aPlannedPost({ accounts: 1 });
    await bench.dataSource.query(`UPDATE posts SET not_after_at = due_at WHERE id = $1`, [postId]);
    const claim = await bench.claimOne();
    expect(claim.isMissed).toBe(true);
    await expect(bench.intend(claim)).rejects.toThrow('may not be sent');
    await bench.claims.giveBack([{ claim, as: { kind: 'missed' } }]);
    expect(await bench.stateOf(claim)).toBe('missed');
  });

  it('goes out when a person orders it all the same', async () => {
    const { postId } = await bench.aPlannedPost({
      accounts: 1,
      dueAt: new Date(Date.now() - 2 * HOUR_MS),
    });
    await bench.dataSource.query(
      `UPDATE posts SET not_after_at = due_at + interval '1 hour' WHERE id = $1`,
      [postId],
    );
    const late = await bench.claimOne();
    await bench.claims.giveBack([{ claim: late, as: { kind: 'missed' } }]);
    await bench.people.retry(bench.dataSource, { placePath: '/', postId });
    const ordered = await bench.claimOne();
    expect(ordered.isMissed).toBe(false);
    await bench.intend(ordered);
    expect(await bench.stateOf(ordered)).toBe('sending');
  });
});

describe('after an outage', () => {
  it('a flood of overdue deliveries waits for a person', async () => {
    await bench.aPlannedPost({ accounts: 60, dueAt: new Date(Date.now() - HOUR_MS) });
    await bench.aPlannedPost({ accounts: 3 });
    await new OverdueStore(bench.worker).holdFlood(-HOUR_MS);
    expect(await states()).toEqual({ missed: 60, ready: 3 });
  });

  it('a few overdue ones go out', async () => {
    await bench.aPlannedPost({ accounts: 5, dueAt: new Date(Date.now() - HOUR_MS) });
    await new OverdueStore(bench.worker).holdFlood(-HOUR_MS);
    expect(await states()).toEqual({ ready: 5 });
  });
});

async function states(): Promise<Record<string, number>> {
  const rows = await bench.dataSource.query<{ state: string; n: number }[]>(
    'SELECT state::text, count(*) AS n FROM deliveries GROUP BY state',
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}
