import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionView, RecallView } from '../../src/contract/posts.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let meera: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'] });
  meera = await world.signIn('meera');
});
afterAll(() => world.close());
beforeEach(() => world.sandbox.setFaults([]));

const REASON = { reason: 'The date is wrong' };

describe('a recalled post', () => {
  it('is gone from every account within moments', async () => {
    const post = await meera.publish({ text: 'गलत तारीख' });
    await meera.untilSettled(post.id);
    const { status, body } = await meera.post<RecallView>(`/api/posts/${post.id}/recall`, REASON);
    expect([status, body]).toEqual([200, { cancelled: 0, toTakeDown: 6, underWay: 0 }]);
    await expect.poll(() => visible('गलत तारीख'), { timeout: 20_000 }).toBe(0);
    await expect.poll(() => statesOf(post.id), { timeout: 20_000 }).toEqual(['recalled']);
  });

  it('is taken down where the platform answers only at the second try', async () => {
    const post = await meera.publish({ text: 'दूसरी बार', platforms: ['x', 'telegram'] });
    await meera.untilSettled(post.id);
    await world.sandbox.setFaults([
      { platform: 'x', operation: 'delete', fault: 'server_error_before', times: 2 },
    ]);
    await meera.post(`/api/posts/${post.id}/recall`, REASON);
    await expect
      .poll(
        async () => {
          await world.dataSource.query(
            `UPDATE deliveries SET wake_at = now() WHERE state = 'recall_pending'`,
          );
          await world.dataSource.query(`SELECT pg_notify('munadi_recall', '')`);
          return visible('दूसरी बार');
        },
        { timeout: 20_000 },
      )
      .toBe(0);
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
      .poll(async () => (await decisions()).map(({ kind }) => kind), { timeout: 20_000 })
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

  it('is not for a volunteer to recall', async () => {
    const ramesh = await world.signIn('ramesh');
    const post = await ramesh.publish({ text: 'मेरा', districts: ['lucknow'] });
    expect((await ramesh.post(`/api/posts/${post.id}/recall`, REASON)).status).toBe(403);
  });
});

async function visible(text: string): Promise<number> {
  return (await world.sandbox.posts()).filter((post) => post.text === text).length;
}

async function statesOf(postId: number): Promise<string[]> {
  const rows = await world.dataSource.query<{ state: string }[]>(
    'SELECT DISTINCT state::text FROM deliveries WHERE post_id = $1',
    [postId],
  );
  return rows.map(({ state }) => state);
}
