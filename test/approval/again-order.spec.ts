import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecidedCell, DecisionView, PostView, RetriedView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { REASON, TwoPeople } from './second-word.js';

const SETTLING = { timeout: 40_000 };

let two: TwoPeople;
beforeAll(async () => {
  two = await TwoPeople.open();
});
afterAll(() => two.world.close());

/** Sets the deliveries of a post to a state by hand, past the arrows. */
async function set(post: PostView, state: string): Promise<number[]> {
  const runner = two.world.dataSource.createQueryRunner();
  await runner.query('SET session_replication_role = replica');
  const rows = await rowsOf<{ id: number }>(
    runner,
    `UPDATE deliveries SET state = $2::text::delivery_state, wake_at = NULL WHERE post_id = $1 RETURNING id`,
    [post.id, state],
  );
  await runner.query('SET session_replication_role = origin');
  await runner.release();
  return rows.map(({ id }) => id);
}

/** Statements of the product that wait for somebody else's. */
async function waitingForLocks(): Promise<number> {
  const [row] = await two.world.dataSource.query<{ waiting: number }[]>(
    `SELECT count(*)::int AS waiting FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return row?.waiting ?? 0;
}

const retry = ({ id }: PostView) =>
  two.meera.post<RetriedView>(`/api/posts/${id}/retry-failed`, {});

const sendAgain = (id: number) =>
  two.meera.post<DecidedCell>(`/api/deliveries/${id}/decision`, {
    verdict: 'send_again',
    ...REASON,
  });

describe('trying a post again on more accounts than the limit', () => {
  it('waits for a second person, and goes out at their word', async () => {
    const post = await two.aPublicPost('फिर');
    await set(post, 'failed');
    const { body } = await retry(post);
    expect(body).toMatchObject({ retried: 0, waits: { accounts: 6 } });
    const [order] = await two.ordersFor(two.approver);
    expect(order).toMatchObject({ kind: 'retry', postId: post.id });
    expect((await two.say(two.approver, order?.id ?? 0)).status).toBe(200);
    const told = await two.recorded(`post:${post.id}`);
    expect(told.slice(-3).map(({ action, by }) => `${by}: ${action}`)).toEqual([
      'Meera: order.held',
      'approver: order.confirmed',
      'approver: delivery.retried',
    ]);
    // Some platforms refuse the same words twice.
    await expect.poll(() => two.publicNow('फिर'), SETTLING).toBeGreaterThan(6);
  });

  it('goes on waiting for all districts when a lead tries the own one again', async () => {
    const post = await two.aPublicPost('अपना ज़िला');
    await set(post, 'failed');
    const { waits } = (await retry(post)).body;
    const own = await two.lead.post<RetriedView>(`/api/posts/${post.id}/retry-failed`, {});
    expect(own.body).toEqual({ retried: 3 });
    const standing = await two.ordersFor(two.approver);
    expect(standing.map(({ id }) => id)).toEqual([waits?.id]);
    expect((await two.say(two.approver, waits?.id ?? 0)).status).toBe(200);
    const told = await two.recorded(`post:${post.id}`);
    expect(told.slice(-2).map(({ by }) => by)).toEqual(['approver', 'approver']);
  });

  it('has nothing to confirm once nothing of it is failed any more', async () => {
    const post = await two.aPublicPost('अब नहीं');
    await set(post, 'failed');
    const { waits } = (await retry(post)).body;
    await set(post, 'published');
    const late = await two.say<ProblemsAnswer>(two.approver, waits?.id ?? 0);
    expect([late.status, late.body.problems[0]?.code]).toEqual([409, 'order_outdated']);
    await two.say(two.approver, waits?.id ?? 0, { decision: 'refuse', note: 'Done' });
  });
});

describe('sending again what may have gone out', () => {
  it('is one word each up to the limit, and beyond it needs a second person for each', async () => {
    const post = await two.aPublicPost('दोबारा');
    const ids = await set(post, 'needs_decision');
    const answers = [];
    for (const id of ids.slice(0, 4)) answers.push((await sendAgain(id)).body.waits?.accounts);
    expect(answers).toEqual([undefined, undefined, undefined, 4]);
    const [order] = await two.ordersFor(two.approver);
    expect(order).toMatchObject({ kind: 'send_again', reason: REASON.reason });
    expect((await two.say(two.approver, order?.id ?? 0)).status).toBe(200);
    const told = await two.recorded(`delivery:${ids[3] ?? 0}`);
    expect(told.map(({ action, by }) => `${by}: ${action}`)).toEqual([
      'Meera: order.held',
      'approver: order.confirmed',
      'approver: delivery.decided.send_again',
    ]);
    const left = (await two.meera.get<DecisionView[]>('/api/decisions')).body;
    expect(left.map(({ deliveryId }) => deliveryId)).not.toContain(ids[3]);
  });

  it('is answered in words when it is ordered again while it is confirmed', async () => {
    const post = await two.aPublicPost('साथ-साथ');
    const ids = await set(post, 'needs_decision');
    for (const id of ids.slice(0, 3)) await sendAgain(id);
    const last = ids[3] ?? 0;
    const { waits } = (await sendAgain(last)).body;
    const runner = two.world.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT 1 FROM deliveries WHERE id = $1 FOR UPDATE', [last]);
    const again = sendAgain(last);
    await expect.poll(waitingForLocks, SETTLING).toBe(1);
    const word = two.say(two.approver, waits?.id ?? 0);
    // From here on each of the two holds what the other one waits for: one of them loses, and goes again.
    await expect.poll(waitingForLocks, SETTLING).toBe(2);
    await runner.commitTransaction();
    await runner.release();
    expect([200, 409]).toContain((await again).status);
    expect((await word).status).toBe(200);
  });

  it('has nothing to confirm once somebody has found that it went out', async () => {
    const post = await two.aPublicPost('मिल गई');
    const ids = await set(post, 'needs_decision');
    for (const id of ids.slice(0, 3)) await sendAgain(id);
    const last = ids[3] ?? 0;
    const { waits } = (await sendAgain(last)).body;
    await two.meera.post(`/api/deliveries/${last}/decision`, { verdict: 'published', ...REASON });
    const late = await two.say<ProblemsAnswer>(two.approver, waits?.id ?? 0);
    expect([late.status, late.body.problems[0]?.code]).toEqual([409, 'order_outdated']);
  });
});
