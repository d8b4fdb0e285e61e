import { describe, expect, it } from 'vitest';
import { warningsOf } from './warnings.js';

const NOW = new Date('2026-11-24T06:00:00Z');
const NOTHING = { accessEndsAt: null, rightsMissing: [], noRoomUntil: null };

function inDays(days: number): Date {
  return new Date(NOW.getTime() + days * 24 * 60 * 60_000);
}

describe('an account that works', () => {
  it.each([
    [20, undefined],
    [14, undefined],
    [13.9, 14],
    [7, 14],
    [6.9, 7],
    [1, 7],
    [0.9, 1],
    [-3, 1],
  ])('whose access ends in %f days is warned of within %s', (days, withinDays) => {
    const accessEndsAt = inDays(days);
    expect(warningsOf({ ...NOTHING, accessEndsAt }, NOW)).toEqual(
      withinDays ? [{ kind: 'access_ends', at: accessEndsAt.toISOString(), withinDays }] : [],
    );
  });

  it('tells each right that is missing, and of a used-up allowance only until it is whole again', () => {
    const warned = { ...NOTHING, rightsMissing: ['take_down', 'edit'] as const };
    expect(warningsOf({ ...warned, noRoomUntil: inDays(-1) }, NOW)).toEqual([
      { kind: 'right_missing', right: 'take_down' },
      { kind: 'right_missing', right: 'edit' },
    ]);
    expect(warningsOf({ ...NOTHING, noRoomUntil: inDays(1) }, NOW)).toEqual([
      { kind: 'no_room', until: inDays(1).toISOString() },
    ]);
  });
});
