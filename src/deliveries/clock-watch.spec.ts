import { describe, expect, it } from 'vitest';
import { compareClocks } from './clock-watch.js';

const workerNow = new Date('2026-11-24T12:00:00Z');

function verdict(skewMs: number, roundTripMs = 2): string {
  const databaseNow = new Date(workerNow.getTime() - skewMs);
  return compareClocks({ workerNow, databaseNow, roundTripMs }).verdict;
}

describe('two clocks', () => {
  it('go together within two seconds, are worth a warning up to five, and stop the sending beyond', () => {
    expect([0, 1_900, -1_900].map((skewMs) => verdict(skewMs))).toEqual([
      'together',
      'together',
      'together',
    ]);
    expect([3_000, -3_000].map((skewMs) => verdict(skewMs))).toEqual(['apart', 'apart']);
    expect([6_000, -6_000].map((skewMs) => verdict(skewMs))).toEqual([
      'too_far_apart',
      'too_far_apart',
    ]);
  });

  it('are not called apart because an answer was slow', () => {
    expect(verdict(6_000, 6_500)).toBe('together');
  });
});
