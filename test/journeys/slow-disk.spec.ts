import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAccounts } from '../support/many-accounts.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const CHATS = 75;
/** Telegram's sandbox lets a burst of 30 through and then 30 a second. */
const A_CROWD = 60;
/** So many places in a row take the bot so long at least. */
const CROWD_MS = 2_000;

let world: World;
let owner: Person;
beforeAll(async () => {
  world = await World.open({
    districts: ['lucknow'],
    settings: {
      MUNADI_DELIVERY_CONCURRENCY: '100',
      MUNADI_SEND_TIMEOUT_MS: '20000',
      MUNADI_LEASE_MS: '60000',
    },
  });
  owner = await world.signIn('owner');
  await makeAccounts(
    { owner, sandbox: world.sandbox },
    { count: CHATS, district: 'lucknow', botToken: '4200000042:one-for-all' },
  );
});
afterAll(() => world.close());

describe('a disk that stands still for a while', () => {
  it('lets the messages that waited for it go at the pace of their bot, and none is told that it is too much', async () => {
    const runner = world.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT * FROM sending_gate FOR UPDATE');
    const post = await owner.publish({ platforms: ['telegram'], districts: ['lucknow'] });
    await expect
      .poll(overdueInTheWorker, { timeout: 30_000, interval: 100 })
      .toBeGreaterThan(A_CROWD);
    await runner.commitTransaction();
    await runner.release();

    const { counts } = await owner.untilSettled(post.id);
    const ledger = await world.sandbox.ledger();
    expect(ledger.filter(({ event }) => event === 'refused')).toEqual([]);
    expect(counts.published).toBe(CHATS + 1);
  });
});

/** Deliveries whose places in the bot's budget were given, and have passed, while their intents wait for the disk. */
async function overdueInTheWorker(): Promise<number> {
  const [row] = await world.dataSource.query<{ waiting: number }[]>(
    `SELECT count(*)::int AS waiting
     FROM deliveries d JOIN posts p ON p.id = d.post_id
     JOIN lanes l ON l.key = 'telegram/bot/4200000042'
     WHERE d.state = 'claimed'
       AND l.free_at BETWEEN p.created_at + $1 * interval '1 millisecond' AND clock_timestamp()`,
    [CROWD_MS],
  );
  return row?.waiting ?? 0;
}
