import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PostView, RecallView } from '../../src/contract/posts.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import type { Person } from '../support/person.js';
import { REASON, TwoPeople } from './second-word.js';

const SETTLING = { timeout: 40_000 };

let two: TwoPeople;
beforeAll(async () => {
  two = await TwoPeople.open();
});
afterAll(() => two.world.close());
beforeEach(() => two.setLimit(3));

const recall = (person: Person, { id }: PostView) =>
  person.post<RecallView>(`/api/posts/${id}/recall`, REASON);

describe('taking a post back from more accounts than the limit', () => {
  it('waits for a second person, who reads what it would do, and is done at their word', async () => {
    const post = await two.aPublicPost('वापस');
    const { body } = await recall(two.meera, post);
    expect(body).toMatchObject({ toTakeDown: 0, waits: { accounts: 6, orderedBy: 'Meera' } });
    expect(body.waits?.confirmers.toSorted()).toEqual(['Owner', 'approver']);
    expect(await two.publicNow('वापस')).toBe(6);
    const view = (await two.meera.get<PostView>(`/api/posts/${post.id}`)).body;
    expect([view.isCancelled, view.isRecalled, view.waits?.accounts]).toEqual([true, false, 6]);
    const [order] = await two.ordersFor(two.approver);
    expect(order).toMatchObject({ kind: 'recall', postId: post.id, reason: REASON.reason });
    expect((await two.say(two.approver, order?.id ?? 0)).status).toBe(200);
    await expect.poll(() => two.publicNow('वापस'), SETTLING).toBe(0);
    expect((await two.meera.get<PostView>(`/api/posts/${post.id}`)).body.waits).toBeUndefined();
    const told = await two.recorded(`post:${post.id}`);
    expect(told.map(({ action, by }) => `${by}: ${action}`)).toEqual([
      'Meera: post.scheduled',
      'Meera: order.held',
      'Meera: post.cancelled',
      'approver: order.confirmed',
      'approver: post.recalled',
    ]);
    const hashes = told.filter(({ action }) => action.startsWith('order.'));
    expect(hashes.map(({ sha256 }) => sha256)).toEqual([order?.hash, order?.hash]);
  });

  it('stops at once what has not gone out, whoever has to confirm the rest', async () => {
    await two.setLimit(null);
    const schedule = { kind: 'at', wallTime: '2099-01-01T10:00', zone: 'Asia/Kolkata' } as const;
    const post = await two.meera.publish({ text: 'आधा', schedule });
    await rowsOf(
      two.world.dataSource,
      `UPDATE deliveries SET due_at = now(), wake_at = now() WHERE post_id = $1 AND platform <> 'x'`,
      [post.id],
    );
    await rowsOf(two.world.dataSource, `SELECT pg_notify('munadi_due', '')`);
    await two.meera.untilProgress(post.id, ({ counts }) => counts.published === 4);
    await two.setLimit(3);
    const { body } = await recall(two.meera, post);
    expect(body).toMatchObject({ cancelled: 2, toTakeDown: 0, waits: { accounts: 4 } });
    const counts = (await two.meera.get<PostView>(`/api/posts/${post.id}`)).body.counts;
    expect([counts.published, counts.waiting]).toEqual([4, 0]);
  });

  it('waits once, however often and by whomever it is ordered', async () => {
    const post = await two.aPublicPost('एक बार');
    const first = (await recall(two.meera, post)).body.waits;
    const second = (await recall(two.approver, post)).body.waits;
    expect([second?.id, second?.orderedBy]).toEqual([first?.id, 'Meera']);
  });

  it('is nothing that who ordered it confirms, nor the lead of one of the districts', async () => {
    const post = await two.aPublicPost('अपना नहीं');
    const { waits } = (await recall(two.approver, post)).body;
    const own = await two.say<ProblemsAnswer>(two.approver, waits?.id ?? 0);
    expect([own.status, own.body.problems[0]?.code]).toEqual([403, 'order_of_own']);
    expect((await two.say(two.lead, waits?.id ?? 0)).status).toBe(404);
    expect((await two.say(two.meera, waits?.id ?? 0)).status).toBe(403);
    expect((await two.ordersFor(two.lead)).length).toBe(0);
    expect(await two.publicNow('अपना नहीं')).toBe(6);
  });

  it('is confirmed by the hash of what was read, and once', async () => {
    const post = await two.aPublicPost('एक शब्द');
    const id = (await recall(two.meera, post)).body.waits?.id ?? 0;
    const other = await two.say<ProblemsAnswer>(two.approver, id, { hash: 'f'.repeat(64) });
    expect([other.status, other.body.problems[0]?.code]).toEqual([409, 'order_changed']);
    const words = await Promise.all([two.say(two.approver, id), two.say(two.owner, id)]);
    expect(words.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('that was refused leaves the post public, and may be ordered anew', async () => {
    const post = await two.aPublicPost('रहने दो');
    const first = (await recall(two.meera, post)).body.waits?.id ?? 0;
    const word = { decision: 'refuse', note: 'It is right' } as const;
    expect((await two.say(two.approver, first, word)).status).toBe(200);
    expect(await two.publicNow('रहने दो')).toBe(6);
    const second = (await recall(two.meera, post)).body.waits?.id ?? 0;
    expect(second).toBeGreaterThan(first);
  });

  it('is refused in words when the post is public on an account that the order did not name', async () => {
    const post = await two.aPublicPost('बदला');
    const gone = "state = 'failed'::delivery_state";
    const set = async (state: string) => {
      const runner = two.world.dataSource.createQueryRunner();
      await runner.query(`SET session_replication_role = replica`);
      const one = `(SELECT min(id) FROM deliveries WHERE post_id = ${post.id})`;
      await runner.query(`UPDATE deliveries SET ${state} WHERE id = ${one}`);
      await runner.query(`SET session_replication_role = origin`);
      await runner.release();
    };
    await set(gone);
    const id = (await recall(two.meera, post)).body.waits?.id ?? 0;
    await set(`state = 'published'`);
    const late = await two.say<ProblemsAnswer>(two.approver, id);
    expect([late.status, late.body.problems[0]?.code]).toEqual([409, 'order_outdated']);
    const anew = (await recall(two.meera, post)).body.waits;
    expect([anew?.accounts, anew?.id === id]).toEqual([6, false]);
    expect((await two.say(two.approver, anew?.id ?? 0)).status).toBe(200);
  });

  it('is ordered by nobody any more once the access of who ordered it has ended', async () => {
    const post = await two.aPublicPost('चले गए');
    const id = (await recall(two.meera, post)).body.waits?.id ?? 0;
    const hash = (await two.ordersFor(two.approver)).find((one) => one.id === id)?.hash ?? '';
    const setActive = (isActive: boolean) =>
      rowsOf(two.world.dataSource, `UPDATE people SET is_active = $1 WHERE login = 'meera'`, [
        isActive,
      ]);
    await setActive(false);
    const word = await two.say<ProblemsAnswer>(two.approver, id, { hash });
    await setActive(true);
    expect([word.status, word.body.problems[0]?.code]).toEqual([409, 'order_not_waiting']);
  });
});

describe('taking a post back', () => {
  it('from no more accounts than the limit needs no second person', async () => {
    const post = await two.aPublicPost('थोड़े', ['lucknow']);
    expect((await recall(two.meera, post)).body).toEqual({
      cancelled: 0,
      toTakeDown: 3,
      underWay: 0,
    });
  });

  it('is the word of the owner alone, also when somebody else has ordered it before', async () => {
    const post = await two.aPublicPost('स्वामी');
    const id = (await recall(two.meera, post)).body.waits?.id ?? 0;
    expect((await recall(two.owner, post)).body).toMatchObject({ toTakeDown: 6 });
    expect((await two.say(two.approver, id)).status).toBe(409);
    await expect.poll(() => two.publicNow('स्वामी'), SETTLING).toBe(0);
  });
});
