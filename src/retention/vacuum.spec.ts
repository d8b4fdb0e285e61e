import { describe, expect, it } from 'vitest';
import { isTooOld, isVacuumDue, type VacuumQuestion } from './vacuum.js';

const MINUTE_MS = 60_000;

function isDue(
  activity: Partial<VacuumQuestion['activity']>,
  rest: Partial<Omit<VacuumQuestion, 'activity'>> = {},
): boolean {
  return isVacuumDue({
    activity: {
      table: 'deliveries',
      deadRows: 0,
      updates: 0,
      sinceVacuumMs: 2 * MINUTE_MS,
      ...activity,
    },
    updatesThen: 0,
    oldestTransactionMs: null,
    ...rest,
  });
}

describe('a vacuum', () => {
  it('comes after two hundred thousand deliveries, and then after as many more', () => {
    expect(isDue({ updates: 599_999 })).toBe(false);
    expect(isDue({ updates: 600_000 })).toBe(true);
    expect(isDue({ updates: 700_000 }, { updatesThen: 600_000 })).toBe(false);
  });

  it('comes for dead rows where the server has not come for a minute', () => {
    expect(isDue({ deadRows: 49_999 })).toBe(false);
    expect(isDue({ deadRows: 50_000 })).toBe(true);
    expect(isDue({ deadRows: 50_000, sinceVacuumMs: null })).toBe(true);
    expect(isDue({ deadRows: 50_000, sinceVacuumMs: MINUTE_MS - 1 })).toBe(false);
  });

  it('does not come twice for one old transaction, which keeps dead rows from being removed', () => {
    const oldTransaction = { oldestTransactionMs: 10 * MINUTE_MS };
    expect(isDue({ updates: 900_000, deadRows: 900_000 }, oldTransaction)).toBe(false);
    expect(isDue({ deadRows: 900_000, sinceVacuumMs: 11 * MINUTE_MS }, oldTransaction)).toBe(true);
  });
});

describe('a transaction that keeps dead rows', () => {
  const holder = { name: 'pg_dump', pid: 1, sinceMs: 0, ageTransactions: 0 };

  it('is a finding after ten minutes', () => {
    expect(isTooOld({ ...holder, sinceMs: 10 * MINUTE_MS - 1 })).toBe(false);
    expect(isTooOld({ ...holder, sinceMs: 10 * MINUTE_MS })).toBe(true);
  });

  it('is one by its age in transactions, where the server does not tell the time', () => {
    expect(isTooOld({ ...holder, sinceMs: null, ageTransactions: 999_999 })).toBe(false);
    expect(isTooOld({ ...holder, sinceMs: null, ageTransactions: 1_000_000 })).toBe(true);
  });
});
