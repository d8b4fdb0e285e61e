import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PreflightService } from '../../src/accounts/preflight/preflight.service.js';
import type { Caller } from '../../src/kernel/http/caller.js';
import { HandClock } from '../identity/small-app.js';
import {
  AccountsBench,
  AS_THE_PLATFORMS_KNOW_THEM,
  FILE,
  HEADER,
  KEY,
  X_KEYS,
} from './accounts-bench.js';

const MINUTES_TO_TWO_AT_NIGHT = 12 * 60 + 30;
const A_DAY_IN_MINUTES = 24 * 60;
const GOES_ON = new AbortController().signal;

let clock: HandClock;
let bench: AccountsBench;
let preflight: PreflightService;
let owner: Caller;
let agra: Caller;

beforeAll(async () => {
  clock = new HandClock();
  bench = await AccountsBench.open(clock);
  preflight = bench.app.get(PreflightService);
  owner = await bench.aPerson({ login: 'owner', role: 'owner', placeCode: 'UP' });
  agra = await bench.aPerson({ login: 'agra', role: 'district_lead', placeCode: 'AGRA' });
  await bench.control.putAccounts(AS_THE_PLATFORMS_KNOW_THEM);
});
afterAll(() => bench.close());
beforeEach(() => bench.accounts.importFile(FILE, null));
afterEach(() => bench.forgetAccounts());

describe('a check of all accounts', () => {
  it('finds each one healthy or broken, and a broken one keeps no other waiting', async () => {
    expect(await preflight.order(null, owner)).toBe(4);
    await preflight.checkDue(GOES_ON);
    expect(await healthByAccount()).toEqual({
      '700': 'healthy',
      '701': 'broken',
      '-1001234567890': 'healthy',
      '10000000001': 'healthy',
    });
    expect(await waiting()).toEqual([]);
    expect(await bench.viewOf('701')).toMatchObject({ trouble: 'stranger' });
  });

  it('reaches only the places of whoever asks for it', async () => {
    expect(await preflight.order(null, agra)).toBe(1);
    expect(await preflight.order((await bench.placeOf('LKO')).id, agra)).toBe(0);
    expect(await preflight.order((await bench.placeOf('LKO')).id, owner)).toBe(3);
  });

  it('that was cut off goes on where it was, in whichever process leads next', async () => {
    await preflight.order(null, owner);
    await preflight.checkDue(AbortSignal.abort());
    expect(await waiting()).toHaveLength(4);
    const heir = await bench.openWith(KEY.old);
    await bench.rows(`UPDATE account_checks SET due_at = now() - interval '1 minute'`);
    await heir.get(PreflightService).checkDue(GOES_ON);
    await heir.close();
    expect(await waiting()).toEqual([]);
    expect(Object.values(await healthByAccount())).not.toContain('unchecked');
  });

  it('leaves a platform alone after eight accounts without an answer, and asks it again later', async () => {
    const more = Array.from(
      { length: 10 },
      (_, index) => `B-1,x,@b${index},${800 + index},,,${X_KEYS},,`,
    );
    await bench.accounts.importFile([HEADER, ...more].join('\n'), null);
    await bench.control.setFaults([{ platform: 'x', operation: 'read', fault: 'reset_before' }]);
    await preflight.order(null, owner);
    await preflight.checkDue(GOES_ON);
    expect(await healthByAccount()).toMatchObject({
      '700': 'unchecked',
      '-1001234567890': 'healthy',
      '10000000001': 'healthy',
    });
    expect(await bench.control.firedFaults()).toBe(8);
    await bench.control.clearFaults();
    await preflight.checkDue(GOES_ON);
    expect(await waiting()).toHaveLength(12);
    clock.pass(11);
    await preflight.checkDue(GOES_ON);
    expect(await healthByAccount()).toMatchObject({ '700': 'healthy', '701': 'broken' });
  });

  it('gives up for this time after six times without an answer, and changes nothing then', async () => {
    await bench.control.setFaults([{ platform: 'x', operation: 'read', fault: 'reset_before' }]);
    await preflight.order((await bench.placeOf('B-1')).id, owner);
    for (let round = 1; round <= 6; round += 1) {
      expect(await waiting()).toEqual(['701']);
      await preflight.checkDue(GOES_ON);
      clock.pass(61);
    }
    expect(await waiting()).toEqual([]);
    expect(await bench.viewOf('701')).toMatchObject({ health: 'unchecked', checkedAt: null });
  });

  it('asks nothing of an application that its platform wants to rest', async () => {
    await aLane('facebook/app', 30);
    await preflight.order(null, owner);
    await preflight.checkDue(GOES_ON);
    expect(await waiting()).toEqual(['10000000001']);
    clock.pass(31);
    await preflight.checkDue(GOES_ON);
    expect(await bench.viewOf('10000000001')).toMatchObject({ health: 'healthy' });
  });

  it('is made later where the room of the accounts cannot be read for a moment', async () => {
    await preflight.order(null, owner);
    await bench.rows('ALTER TABLE lanes RENAME TO lanes_away');
    await preflight.checkDue(GOES_ON);
    await bench.rows('ALTER TABLE lanes_away RENAME TO lanes');
    expect(await waiting()).toHaveLength(4);
    expect(Object.values(await healthByAccount())).toEqual(Array(4).fill('unchecked'));
    clock.pass(11);
    await preflight.checkDue(GOES_ON);
    expect(await waiting()).toEqual([]);
  });

  it('warns of an account whose allowance is used up, until it is whole again', async () => {
    await aLane('x/user/700', 90);
    await preflight.order(null, owner);
    await preflight.checkDue(GOES_ON);
    const until = new Date(clock.now().getTime() + 90 * 60_000).toISOString();
    expect((await bench.viewOf('700')).warnings).toEqual([{ kind: 'no_room', until }]);
    clock.pass(91);
    expect((await bench.viewOf('700')).warnings).toEqual([]);
  });
});

describe('the nightly check', () => {
  it('is planned once a night for every account, spread over two hours, and not by day', async () => {
    await preflight.planNight();
    expect(await waiting()).toEqual([]);
    untilTwoAtNight();
    const startAt = clock.now();
    await preflight.planNight();
    expect(await waiting()).toHaveLength(4);
    const due = await bench.rows<{ due_at: Date }>('SELECT due_at FROM account_checks');
    for (const { due_at: dueAt } of due) {
      expect(dueAt.getTime() - startAt.getTime()).toBeGreaterThanOrEqual(0);
      expect(dueAt.getTime() - startAt.getTime()).toBeLessThanOrEqual(120 * 60_000);
    }
    clock.pass(121);
    await preflight.checkDue(GOES_ON);
    await preflight.planNight();
    expect(await waiting()).toEqual([]);
    expect(Object.values(await healthByAccount())).not.toContain('unchecked');
  });

  it('leaves out who was asked in the last twelve hours', async () => {
    untilTwoAtNight();
    await preflight.order((await bench.placeOf('LKO')).id, owner);
    await preflight.checkDue(GOES_ON);
    await preflight.planNight();
    expect(await waiting()).toEqual(['10000000001']);
  });
});

/** The clock goes on only: to two in the morning of the next night in India. */
function untilTwoAtNight(): void {
  const sinceNoonMinutes = Math.round((clock.now().getTime() - FIRST_NOON) / 60_000);
  const intoTheDay = sinceNoonMinutes % A_DAY_IN_MINUTES;
  clock.pass((MINUTES_TO_TWO_AT_NIGHT - intoTheDay + A_DAY_IN_MINUTES) % A_DAY_IN_MINUTES);
}
/** Where a hand clock begins: half past one in the afternoon in India. */
const FIRST_NOON = Date.parse('2026-12-01T08:00:00Z');

async function aLane(key: string, parkedForMinutes: number): Promise<void> {
  await bench.rows(
    `INSERT INTO lanes (key, free_at, line_at, parked_until, parked_because)
     VALUES ($1, $2, '{}', $2::timestamptz + $3 * interval '1 minute', 'Too many')`,
    [key, clock.now(), parkedForMinutes],
  );
}

async function healthByAccount(): Promise<Record<string, string>> {
  const accounts = await bench.accounts.list('/');
  return Object.fromEntries(accounts.map(({ remoteId, health }) => [remoteId, health]));
}

/** Accounts that wait for a check. */
async function waiting(): Promise<string[]> {
  const rows = await bench.rows<{ remote_id: string }>(
    'SELECT a.remote_id FROM account_checks c JOIN accounts a ON a.id = c.account_id ORDER BY 1',
  );
  return rows.map((row) => row.remote_id);
}
