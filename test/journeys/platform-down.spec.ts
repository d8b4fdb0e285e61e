import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/contract/health.js';
import type { DecisionView } from '../../src/contract/posts.js';
import { Gate } from '../support/gate.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

const DOWN_AFTER_MS = 500;

let gate: Gate;
let world: World;
let meera: Person;
beforeAll(async () => {
  gate = await Gate.open();
  world = await World.open({
    settings: {
      MUNADI_TELEGRAM_API_URL: `${gate.url}/telegram`,
      MUNADI_PLATFORM_DOWN_AFTER_MS: String(DOWN_AFTER_MS),
    },
  });
  gate.leadTo(world.sandbox.url);
  meera = await world.signIn('meera');
});
afterAll(async () => {
  await world.close();
  await gate.shut();
});

const TELEGRAM = { platforms: ['telegram' as const] };

describe('a platform that is down', () => {
  it('uses up no tries, holds up no other platform, and gets all that waited once it is back', async () => {
    await gate.shut();
    const early = await meera.publish({ ...TELEGRAM, districts: ['agra', 'lucknow'] });
    await expect.poll(hurriedFindings, { timeout: 20_000, interval: 150 }).toEqual([
      expect.objectContaining({
        code: 'platform_down',
        platform: 'telegram',
        because: 'Telegram could not be reached; nothing was sent',
      }),
    ]);
    // More often than the seven tries that a delivery has.
    await expect.poll(fewestTries, { timeout: 40_000 }).toBeGreaterThan(9);

    const later = await meera.publish({ ...TELEGRAM, text: 'बाद में' });
    const late = await meera.publish({ ...TELEGRAM, districts: ['agra'], text: 'देर' });
    await world.dataSource.query('UPDATE posts SET not_after_at = due_at WHERE id = $1', [late.id]);
    const elsewhere = await meera.publish({ platforms: ['x'] });
    expect((await meera.untilSettled(elsewhere.id)).counts.published).toBe(75);
    const before = await tries();
    await expect.poll(tries, { timeout: 40_000 }).toBeGreaterThan(before + 5);
    expect(await shortestPauseMs(before)).toBeGreaterThan(DOWN_AFTER_MS / 2);
    expect(await claimsInVain(later.id)).toBeLessThanOrEqual(1);

    await letRetriesWaitForHours();
    await gate.openAgain();
    expect((await meera.untilSettled(early.id)).counts.published).toBe(2);
    expect((await meera.untilSettled(later.id)).counts.published).toBe(75);
    expect((await meera.untilSettled(late.id)).counts.needs_decision).toBe(1);
    const { body: decisions } = await meera.get<DecisionView[]>('/api/decisions');
    expect(decisions.map(({ kind, postId }) => [kind, postId])).toEqual([['missed', late.id]]);
    await expect.poll(findings).toEqual([]);
  });
});

async function findings(): Promise<Finding[]> {
  return (await meera.get<Finding[]>('/api/health/findings')).body;
}

async function hurriedFindings(): Promise<Finding[]> {
  await world.letWaitsEnd();
  return findings();
}

async function tries(): Promise<number> {
  const [row] = await world.dataSource.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM attempts WHERE cause = 'unavailable'`,
  );
  return row?.n ?? 0;
}

/** Between two tries to reach the platform, after the first `after` of them. */
async function shortestPauseMs(after: number): Promise<number> {
  const [row] = await world.dataSource.query<{ ms: number }[]>(
    `SELECT min(extract(epoch FROM pause))::float8 * 1000 AS ms FROM (
       SELECT intent_at - lag(intent_at) OVER (ORDER BY intent_at) AS pause,
              row_number() OVER (ORDER BY intent_at) AS n
       FROM attempts WHERE cause = 'unavailable'
     ) AS tries WHERE n > $1 + 1`,
    [after],
  );
  return row?.ms ?? 0;
}

async function fewestTries(): Promise<number> {
  const [row] = await world.dataSource.query<{ n: number }[]>(
    `SELECT min(n)::int AS n FROM (SELECT count(*) AS n FROM attempts GROUP BY delivery_id) AS tries`,
  );
  return row?.n ?? 0;
}

/** Claims of a post's deliveries that led to no try; one may be under way. */
async function claimsInVain(postId: number): Promise<number> {
  const [row] = await world.dataSource.query<{ n: number }[]>(
    `SELECT sum(d.epoch - (SELECT count(*) FROM attempts n WHERE n.delivery_id = d.id))::int AS n
     FROM deliveries d WHERE d.post_id = $1`,
    [postId],
  );
  return row?.n ?? 0;
}

/** As if they had failed so often, before the platform was known to be down, that their next try is far away. */
async function letRetriesWaitForHours(): Promise<void> {
  await world.dataSource.query(
    `UPDATE deliveries SET wake_at = now() + interval '3 hours' WHERE state = 'retry_wait'`,
  );
}
