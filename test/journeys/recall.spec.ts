import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionView, RecallView } from '../../src/contract/posts.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let meera: Person;
beforeAll(async () => {
  world = await World.open({
    districts: ['agra', 'lucknow'],
    settings: { MUNADI_SEND_TIMEOUT_MS: '20000', MUNADI_LEASE_MS: '60000' },
  });
  meera = await world.signIn('meera');
});
afterAll(() => world.close());
beforeEach(() => world.sandbox.setFaults([]));

const REASON = { reason: 'The date is wrong' };

describe('a recalled post', () => {
  it('is gone from every account within moments', async () => {
    const post = await meera.publish({ text: 'गलत तारीख' });
    await meera.untilSettled(post.id);
    expect(await visible('गलत तारीख')).toBe(6);
    const { status, body } = await meera.post<RecallView>(`/api/posts/${post.id}/recall`, REASON);
    expect([status, body]).toEqual([200, { cancelled: 0, toTakeDown: 6, underWay: 0 }]);
    await expect.poll(() => visible('गलत तारीख'), { timeout: 40_000 }).toBe(0);
    await expect.poll(() => statesOf(post.id), { timeout: 40_000 }).toEqual(['recalled']);
  });

  it.each(['server_error_before', 'reset_before', 'accept_then_reset'])(
    'is taken down though every first delete ends in %s',
    async (fault) => {
      const post = await meera.publish({ text: fault });
      await meera.untilSettled(post.id);
      await world.sandbox.setFaults(
        ['x', 'telegram', 'facebook'].map((platform) => ({
          platform,
          operation: 'delete',
          fault,
          times: 2,
        })),
      );
      await meera.post(`/api/posts/${post.id}/recall`, REASON);
      await expect.poll(() => nowRecalled(post.id), { timeout: 40_000 }).toEqual(['recalled']);
      expect([await visible(fault), await world.sandbox.firedFaults()]).toEqual([0, 6]);
    },
  );

  it('is gone from the other platforms while one of them hangs', async () => {
    const hanging = await meera.publish({ text: 'हैंग', platforms: ['x'] });
    const other = await meera.publish({ text: 'बाकी', platforms: ['telegram'] });
    await meera.untilSettled(hanging.id);
    await meera.untilSettled(other.id);
    await world.sandbox.setFaults([{ platform: 'x', operation: 'delete', fault: 'hang_before' }]);
    await meera.post(`/api/posts/${hanging.id}/recall`, REASON);
    await expect.poll(() => world.sandbox.firedFaults()).toBe(2);
    await meera.post(`/api/posts/${other.id}/recall`, REASON);
    await expect.poll(() => statesOf(other.id), { timeout: 40_000 }).toEqual(['recalled']);
    expect(await statesOf(hanging.id)).toEqual(['recalling']);
  });

  it('is recalled though a worker holds its deliveries in another order', async () => {
    const post = await meera.publish({
      platforms: ['telegram'],
      schedule: { kind: 'at', wallTime: '2099-12-31T17:30', zone: 'Asia/Kolkata' },
    });
    const rows = await world.dataSource.query<{ id: number }[]>(
      'SELECT id FROM deliveries WHERE post_id = $1 ORDER BY id',
      [post.id],
    );
    const [first, last] = rows.map(({ id }) => id);
    const hold = 'UPDATE deliveries SET wake_at = wake_at WHERE id = $1';
    const worker = world.dataSource.createQueryRunner();
    await worker.startTransaction();
    await worker.query(hold, [last]);
    const answer = meera.post<RecallView>(`/api/posts/${post.id}/recall`, REASON);
    await expect.poll(() => waitingStatements()).toBeGreaterThan(0);
    await worker.query(hold, [first]);
    await worker.commitTransaction();
    await worker.release();
    const { status, body } = await answer;
    expect([status, body.cancelled]).toEqual([200, 2]);
  });

  it('whose fate on an account nobody knows is asked for, and never sent again', async () => {
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'create', fault: 'accept_then_reset', times: 1 },
    ]);
    const post = await meera.publish({
      text: 'क्या पता',
      platforms: ['telegram'],
      districts: ['agra'],
    });
    await meera.untilSettled(post.id);
    await meera.post(`/api/posts/${post.id}/recall`, REASON);
    const { body: decisions } = await meera.get<DecisionView[]>('/api/decisions');
    expect(decisions.map(({ kind }) => kind)).toEqual(['take_it_down']);
    const path = `/api/deliveries/${decisions[0]?.deliveryId ?? 0}/decision`;
    const wrong = await meera.post(path, { verdict: 'send_again', reason: 'Once more' });
    expect(wrong.status).toBe(409);
    // It is there, and without its id only a person can delete it.
    await meera.post(path, { verdict: 'take_down_again', reason: 'I see it' });
    await expect.poll(() => statesOf(post.id), { timeout: 40_000 }).toEqual(['recall_unknown']);
    await meera.post(path, { verdict: 'gone', reason: 'Deleted by hand' });
    expect(await statesOf(post.id)).toEqual(['recalled']);
  });

  it('that the platform will not delete waits for a person, who deletes it by hand and says so', async () => {
    const post = await meera.publish({ text: 'हाथ से', platforms: ['telegram'] });
    await meera.untilSettled(post.id);
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'delete', fault: 'refuse', status: 400 },
    ]);
    await meera.post(`/api/posts/${post.id}/recall`, REASON);
    const decisions = async () => (await meera.get<DecisionView[]>('/api/decisions')).body;
    await expect
      .poll(async () => (await decisions()).map(({ kind }) => kind), { timeout: 40_000 })
      .toEqual(['take_it_down', 'take_it_down']);
    for (const { deliveryId } of await decisions()) {
      const path = `/api/deliveries/${deliveryId}/decision`;
      const wrong = await meera.post(path, { verdict: 'send_again', reason: 'Once more' });
      expect(wrong.status).toBe(409);
      const gone = await meera.post(path, { verdict: 'gone', reason: 'Deleted by hand' });
      expect(gone.status).toBe(200);
    }
    expect(await statesOf(post.id)).toEqual(['recalled']);
  });

  it('may stay where a person says so, and is left alone for ever', async () => {
    const post = await meera.publish({ text: 'रहने दो', platforms: ['telegram'] });
    await meera.untilSettled(post.id);
    const published = await meera.cells(post.id);
    await world.sandbox.setFaults([
      { platform: 'telegram', operation: 'delete', fault: 'refuse', status: 400 },
    ]);
    await meera.post(`/api/posts/${post.id}/recall`, REASON);
    await expect.poll(() => statesOf(post.id), { timeout: 40_000 }).toEqual(['recall_unknown']);
    await world.sandbox.setFaults([]);
    const [first, second] = published.map(({ deliveryId }) => deliveryId);
    const decide = (id: number | undefined, verdict: string) =>
      meera.post(`/api/deliveries/${id ?? 0}/decision`, { verdict, reason: 'It does no harm' });
    expect((await decide(first, 'stays')).body).toMatchObject(published[0] ?? {});
    await decide(second, 'take_down_again');
    await expect.poll(() => visible('रहने दो'), { timeout: 40_000 }).toBe(1);
    await expect
      .poll(async () => (await statesOf(post.id)).sort(), { timeout: 40_000 })
      .toEqual(['published', 'recalled']);
    const [event] = await world.dataSource.query<object[]>(
      `SELECT action, details->>'reason' AS reason FROM audit_events WHERE subject = $1`,
      [`delivery:${first ?? 0}`],
    );
    expect(event).toEqual({ action: 'delivery.decided.stays', reason: 'It does no harm' });
    expect((await decide(first, 'stays')).status).toBe(409);
    expect((await decide(second, 'stays')).status).toBe(409);
  });

  it('is not for a volunteer to recall', async () => {
    const ramesh = await world.signIn('ramesh');
    const post = await ramesh.publish({ text: 'मेरा', districts: ['lucknow'] });
    expect((await ramesh.post(`/api/posts/${post.id}/recall`, REASON)).status).toBe(403);
  });
});

async function visible(text: string): Promise<number> {
  return (await world.sandbox.posts()).filter((post) => post.text === text).length;
}

/** Lets the waits between tries be over. */
async function nowRecalled(postId: number): Promise<string[]> {
  await world.dataSource.query(
    `UPDATE deliveries SET wake_at = now() WHERE state = 'recall_pending'`,
  );
  await world.dataSource.query(`SELECT pg_notify('munadi_recall', '')`);
  return statesOf(postId);
}

async function waitingStatements(): Promise<number> {
  const rows = await world.dataSource.query<unknown[]>('SELECT 1 FROM pg_locks WHERE NOT granted');
  return rows.length;
}

async function statesOf(postId: number): Promise<string[]> {
  const rows = await world.dataSource.query<{ state: string }[]>(
    'SELECT DISTINCT state::text FROM deliveries WHERE post_id = $1',
    [postId],
  );
  return rows.map(({ state }) => state);
}
