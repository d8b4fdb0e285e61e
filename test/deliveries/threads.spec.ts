import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/deliveries/claim.js';
import { ThreadService } from '../../src/deliveries/thread/thread.service.js';
import { ThreadStore } from '../../src/deliveries/thread/thread.store.js';
import { systemClock } from '../../src/kernel/clock.js';
import { WorkerDatabase } from '../../src/kernel/database/worker-database.js';
import { PlatformRegistry } from '../../src/platforms/index.js';
import { DeliveryBench, LOST_ANSWER, PUBLISHED } from '../support/delivery-bench.js';

let bench: DeliveryBench;
let store: ThreadStore;
beforeAll(async () => {
  bench = await DeliveryBench.open();
  store = new ThreadStore(bench.worker);
});
afterAll(() => bench.close());
beforeEach(() => bench.clear());

describe('the parts of a thread', () => {
  it('are claimed one after the other on each account, the first ones of all accounts together', async () => {
    const { postId } = await aThread({ accounts: 3, parts: 3 });
    const first = await bench.claimDue(9);
    expect(first.map(({ part }) => part)).toEqual([0, 0, 0]);
    expect(first.every(({ isThread }) => isThread)).toBe(true);
    await publish(first[0]);
    expect((await bench.claimDue(9)).map(({ postId: of, part }) => [of, part])).toEqual([
      [postId, 1],
    ]);
  });

  it('are each planned once, however often the plan is written', async () => {
    const { postId } = await aThread({ accounts: 2, parts: 3 });
    const accounts = await bench.dataSource.query<{ id: number }[]>(
      'SELECT DISTINCT account_id AS id FROM deliveries WHERE post_id = $1',
      [postId],
    );
    const plan = {
      texts: [{ platform: 'telegram' as const, body: 'फिर' }],
      deliveries: accounts.flatMap(({ id }) =>
        [0, 1, 2, 3].map((part) => ({ accountId: id, part, textIndex: 0 })),
      ),
    };
    const order = { postId, dueAt: new Date(), priority: 'campaign' as const, plan };
    expect(await bench.queue.enqueue(bench.dataSource, order)).toBe(2);
    expect(await bench.queue.enqueue(bench.dataSource, order)).toBe(0);
  });

  it('know the id of the part before, and how many before them are not public', async () => {
    await aThread({ accounts: 1, parts: 3 });
    await publish(await bench.claimOne());
    const second = await bench.claimOne();
    expect(await store.earlierParts([second])).toMatchObject([
      { deliveryId: second.deliveryId, part: 1, state: 'published', remoteId: '42', openBefore: 0 },
    ]);
    await bench.intend(second);
    await bench.results.settle(second, LOST_ANSWER);
    const third = await bench.claimOne();
    expect(await store.earlierParts([third])).toMatchObject([
      { part: 2, state: 'unknown', remoteId: null, openBefore: 1 },
    ]);
  });

  it('come up as soon as the part before is public, unless a stop holds them', async () => {
    await aThread({ accounts: 1, parts: 2 });
    const first = await bench.claimOne();
    await putOff("now() + interval '1 hour'");
    await publish(first);
    expect(await bench.claimDue(9)).toEqual([]);
    await putOff("'infinity'");
    await store.callNext(first);
    expect(await bench.claimDue(9)).toEqual([]);
    await putOff("now() + interval '1 hour'");
    await store.callNext(first);
    expect((await bench.claimOne()).part).toBe(1);
  });

  it('carry nothing of what is enclosed but in the first', async () => {
    const { postId } = await aThread({ accounts: 1, parts: 2 });
    await bench.dataSource.query('UPDATE posts SET has_enclosures = true WHERE id = $1', [postId]);
    const first = await bench.claimOne();
    await publish(first);
    expect([first.hasEnclosures, (await bench.claimOne()).hasEnclosures]).toEqual([true, false]);
  });
});

it('a post without further parts asks the database nothing before it goes out', async () => {
  const away = new WorkerDatabase('postgres://127.0.0.1:1/nowhere');
  const threads = new ThreadService(systemClock, NO_PLATFORMS, new ThreadStore(away));
  await bench.aPlannedPost({ accounts: 3 });
  const claims = await bench.claimDue(9);
  expect((await threads.turnsOf(claims)).go).toEqual(claims);
  await expect(threads.turnsOf(claims.map((claim) => ({ ...claim, part: 1 })))).rejects.toThrow();
  await away.close();
});

/** None is asked for anything here. */
const NO_PLATFORMS = new PlatformRegistry({} as never);

/** As a plan writes it: all first parts, then all second ones. */
async function aThread(order: { accounts: number; parts: number }): Promise<{ postId: number }> {
  const { postId } = await bench.aPlannedPost({ accounts: order.accounts });
  await bench.dataSource.query(`UPDATE posts SET thread = '{more}' WHERE id = $1`, [postId]);
  for (let part = 1; part < order.parts; part += 1) {
    await bench.dataSource.query(
      `INSERT INTO deliveries (post_id, account_id, text_id, platform, part, state, due_at, wake_at)
       SELECT post_id, account_id, text_id, platform, $2, state, due_at, wake_at
       FROM deliveries WHERE post_id = $1 AND part = 0 ORDER BY id`,
      [postId, part],
    );
  }
  return { postId };
}

async function publish(claim: Claim | undefined): Promise<void> {
  if (!claim) throw new Error('Nothing was due');
  await bench.intend(claim);
  await bench.results.settle(claim, PUBLISHED);
}

async function putOff(until: string): Promise<void> {
  await bench.dataSource.query(`UPDATE deliveries SET wake_at = ${until} WHERE part > 0`);
}
