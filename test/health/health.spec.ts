import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Finding, HealthView } from '../../src/contract/health.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let ramesh: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
  ramesh = await world.signIn('ramesh');
});
afterAll(() => world.close());
beforeEach(() => world.dataSource.query('TRUNCATE workers, lanes'));

describe('the health of Munadi', () => {
  it('has no findings while nothing is due and nobody complains', async () => {
    expect(await findings()).toEqual([]);
  });

  it('names a platform that wants a pause, until when, and what it said', async () => {
    await world.dataSource.query(
      `INSERT INTO lanes (key, free_at, line_at, parked_until, parked_because)
       VALUES ('x/user/1', now(), '{}', now() + interval '15 minutes', 'Too Many Requests'),
              ('telegram/chat/2', now(), '{}', now() - interval '1 minute', 'over')`,
    );
    const [finding, ...others] = await findings();
    expect(finding).toMatchObject({
      code: 'platform_paused',
      platform: 'x',
      lanes: 1,
      because: 'Too Many Requests',
    });
    expect(others).toEqual([]);
  });

  it('tells of clocks that are apart, and from when on nothing is sent', async () => {
    await aWorker({ host: 'together', skewMs: 900 });
    await aWorker({ host: 'apart', skewMs: -3_000 });
    await aWorker({ host: 'stopped', skewMs: 7_000 });
    await aWorker({ host: 'gone', skewMs: 60_000, seenAgoMs: 30_000 });
    expect(await findings()).toEqual([
      { code: 'clocks_apart', host: 'apart', aheadMs: -3_000, sendsNothing: false },
      { code: 'clocks_apart', host: 'stopped', aheadMs: 7_000, sendsNothing: true },
    ]);
  });

  it('names a platform that a worker cannot reach, since when, and what it met', async () => {
    const since = '2026-11-24T06:30:00.000Z';
    const because = 'X could not be reached; nothing was sent';
    await aWorker({ host: 'cut-off', skewMs: 0 });
    await aWorker({ host: 'gone', skewMs: 0, seenAgoMs: 30_000 });
    await world.dataSource.query('UPDATE workers SET down = $1', [
      JSON.stringify([{ platform: 'x', since, because }]),
    ]);
    expect(await findings()).toEqual([
      { code: 'platform_down', host: 'cut-off', platform: 'x', since, because },
    ]);
  });

  it('tells that nobody publishes only when something is due and for a minute nobody was there', async () => {
    const meera = await world.signIn('meera');
    await meera.publish({ schedule: AT_YEARS_END });
    expect(await findings()).toEqual([]);
    const post = await meera.publish();
    await aWorker({ host: 'just-stopped', skewMs: 0, seenAgoMs: 30_000 });
    expect(await findings()).toEqual([]);
    await world.dataSource.query(`UPDATE workers SET seen_at = now() - interval '61 seconds'`);
    const [finding] = await findings();
    expect(finding).toMatchObject({ code: 'nobody_publishes', dueSince: post.dueAt });
    await world.dataSource.query('TRUNCATE workers');
    expect(await findings()).toEqual([{ ...finding, lastSeenAt: null }]);
    await meera.post(`/api/posts/${post.id}/cancel`);
  });

  it('tells that lines of the record have waited for minutes to be chained', async () => {
    await world.dataSource.query(
      `INSERT INTO audit_events (at, action, subject) VALUES (now() - interval '4 minutes', 'a', 'b')`,
    );
    expect(await findings()).toEqual([]);
    const [{ at } = { at: new Date(0) }] = await world.dataSource.query<{ at: Date }[]>(
      `INSERT INTO audit_events (at, action, subject) VALUES (now() - interval '6 minutes', 'a', 'b') RETURNING at`,
    );
    expect(await findings()).toEqual([{ code: 'record_not_chained', since: at.toISOString() }]);
    await world.dataSource.query('DELETE FROM audit_unchained');
  });

  it('counts accounts that are broken or soon lose their access, of the own places only', async () => {
    await world.dataSource.query(
      `UPDATE accounts SET health = 'broken' WHERE platform = 'x' AND ${IN_LUCKNOW}`,
    );
    const ends = async (platform: string, days: number) => {
      const [row] = await world.dataSource.query<[[{ access_ends_at: Date }]]>(
        `UPDATE accounts SET access_ends_at = now() + $2 * interval '1 hour' WHERE platform = $1 AND ${IN_LUCKNOW}
         RETURNING access_ends_at`,
        [platform, days * 24 - 1],
      );
      return row[0].access_ends_at.toISOString();
    };
    const facebookAt = await ends('facebook', 7);
    const telegramAt = await ends('telegram', 1);
    const ending = (platform: string, withinDays: number, soonestAt: string) => {
      return { code: 'access_ends', platform, accounts: 1, withinDays, soonestAt };
    };
    expect(await findings()).toEqual([
      { code: 'accounts_broken', platform: 'x', accounts: 1 },
      ending('telegram', 1, telegramAt),
      ending('facebook', 7, facebookAt),
    ]);
    expect((await ends('facebook', 14)).length).toBeGreaterThan(0);
    expect(await findings()).toMatchObject([{}, {}, { platform: 'facebook', withinDays: 14 }]);
    await ends('facebook', 20);
    expect(await findings()).toHaveLength(2);
    await world.dataSource.query(
      `UPDATE people SET place_id = (SELECT id FROM districts WHERE code = 'agra') WHERE login = 'ramesh'`,
    );
    expect(await findings()).toEqual([]);
    await world.dataSource.query(
      `UPDATE people SET place_id = (SELECT id FROM districts WHERE code = 'lucknow') WHERE login = 'ramesh'`,
    );
    await world.dataSource.query(`UPDATE accounts SET health = 'healthy', access_ends_at = NULL`);
  });

  it('says to anybody which findings there are, each once and without a name', async () => {
    await aWorker({ host: 'one', skewMs: 7_000 });
    await aWorker({ host: 'two', skewMs: 7_000 });
    const answer = await fetch(`${world.url}/api/health`);
    const expected: HealthView = { status: 'ok', findings: ['clocks_apart'] };
    expect(await answer.json()).toEqual(expected);
    expect((await fetch(`${world.url}/api/health/findings`)).status).toBe(401);
  });
});

const IN_LUCKNOW = `district_id = (SELECT id FROM districts WHERE code = 'lucknow')`;
const AT_YEARS_END = { kind: 'at', wallTime: '2099-12-31T17:30', zone: 'Asia/Kolkata' } as const;

async function findings(): Promise<Finding[]> {
  return (await ramesh.get<Finding[]>('/api/health/findings')).body;
}

async function aWorker({
  host,
  skewMs,
  seenAgoMs = 0,
}: {
  host: string;
  skewMs: number;
  seenAgoMs?: number;
}): Promise<void> {
  await world.dataSource.query(
    `INSERT INTO workers (id, host, pid, role, started_at, seen_at, skew_ms)
     VALUES (gen_random_uuid(), $1, 1, 'worker', now() - interval '1 hour' + $2 * interval '1 millisecond',
             now() - $3 * interval '1 millisecond', $2)`,
    [host, skewMs, seenAgoMs],
  );
}
