import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/kernel/config.js';
import { RateLimits } from '../../src/kernel/rates/rate-limits.service.js';
import { RateStore, type TokenWish } from '../../src/kernel/rates/rate.store.js';
import { RATES } from '../../src/kernel/rates/rates.js';
import { HandClock } from '../identity/small-app.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

let database: FreshDatabase;
let store: RateStore;
beforeAll(async () => {
  database = await freshDatabase();
  store = new RateStore(database.dataSource);
});
afterAll(() => database.drop());

const START = new Date('2026-12-01T08:00:00Z');
const after = (seconds: number): Date => new Date(START.getTime() + seconds * 1_000);
let buckets = 0;

/** A bucket nobody has asked yet: four at once, and one a second. */
function bucket(): (wanted: number) => TokenWish {
  buckets += 1;
  const key = Buffer.alloc(16);
  key.writeUInt32BE(buckets);
  return (wanted) => ({ key, wanted, burst: 4, msEach: 1_000 });
}

describe('a bucket', () => {
  it('gives what is in it, and says when there is more', async () => {
    const wish = bucket();
    expect(await store.take([wish(3)], START)).toMatchObject([{ granted: 3 }]);
    expect(await store.take([wish(3)], START)).toMatchObject([{ granted: 1, nextAfterMs: 1_000 }]);
    expect(await store.take([wish(1)], after(0.25))).toMatchObject([
      { granted: 0, nextAfterMs: 750 },
    ]);
    expect(await store.take([wish(1)], after(1))).toMatchObject([{ granted: 1 }]);
    expect(await store.take([wish(9)], after(3_600))).toMatchObject([{ granted: 4 }]);
  });

  it('that a process whose clock was a day ahead has emptied opens after its own time', async () => {
    const wish = bucket();
    await store.take([wish(4)], after(24 * 3_600));
    const [refused] = await store.take([wish(1)], START);
    expect(refused).toMatchObject({ granted: 0, nextAfterMs: 1_000 });
    expect(await store.take([wish(1)], after(1))).toMatchObject([{ granted: 1 }]);
  });

  it('gives the same when many are asked at once, from many connections, in any order', async () => {
    const wishes = Array.from({ length: 30 }, () => bucket()(1));
    const rounds = Array.from({ length: 8 }, (_, round) =>
      store.take(round % 2 ? wishes : [...wishes].reverse(), START),
    );
    const granted = (await Promise.all(rounds)).flat().map((grant) => grant.granted);
    expect(granted.reduce((sum, one) => sum + one, 0)).toBe(30 * 4);
  });
});

/** Who asks, at which process, how often at once, and how long after the one before. */
const requests = fc.array(
  fc.record({
    process: fc.nat(2),
    times: fc.integer({ min: 1, max: 60 }),
    waitMs: fc.constantFrom(0, 0, 20, 300, 2_000, 15_000),
  }),
  { minLength: 1, maxLength: 40 },
);

it('several processes together let through no more than the limit and what each of them had paid ahead', async () => {
  let subject = 0;
  await fc.assert(
    fc.asyncProperty(requests, async (asked) => {
      subject += 1;
      const clock = new HandClock();
      const processes = [0, 1, 2].map(() => limits(clock));
      const admitted: number[] = [];
      for (const { process, times, waitMs } of asked) {
        clock.pass(waitMs / 60_000);
        const asks = Array.from({ length: times }, async () => {
          await processes[process]?.admit('read', subject);
          admitted.push(clock.now().getTime());
        });
        await Promise.allSettled(asks);
      }
      expect(admitted.length).toBeGreaterThan(0);
      for (const from of new Set(admitted)) {
        for (const to of new Set(admitted)) {
          const within = admitted.filter((at) => at >= from && at <= to).length;
          const { burst, perMinute, lend } = RATES.read;
          const most = burst / 20 + 3 * lend + ((to - from) / 60_000) * (perMinute / 20);
          if (to >= from) expect(within).toBeLessThanOrEqual(Math.ceil(most));
        }
      }
    }),
    { numRuns: 30 },
  );
});

it('a database that is away is no reason to refuse anybody', async () => {
  const away = await freshDatabase();
  await away.drop();
  const limiter = new RateLimits(new RateStore(away.dataSource), new HandClock(), configOf('1'));
  await Promise.all(Array.from({ length: 700 }, () => limiter.admit('read', 1)));
});

function limits(clock: HandClock): RateLimits {
  return new RateLimits(store, clock, configOf('0.05'));
}

function configOf(factor: string) {
  return readConfig({
    DATABASE_URL: database.url,
    MUNADI_RATE_FACTOR: factor,
    MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
  });
}
