import { describe, expect, it } from 'vitest';
import { Attendance, compareClocks } from './clock-watch.js';

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

describe('attendance', () => {
  const at = (seconds: number) => new Date(workerNow.getTime() + seconds * 1_000);

  it('begins with the first round and lasts as long as the rounds come', () => {
    const attendance = new Attendance();
    expect(attendance.isBroken(at(0), 0)).toBe(true);
    expect(attendance.isBroken(at(15), 15_000)).toBe(false);
    expect(attendance.isBroken(at(30), 30_000)).toBe(false);
  });

  it('is broken by a suspended machine and by a clock that is set', () => {
    const attendance = new Attendance();
    attendance.isBroken(at(0), 0);
    expect(attendance.isBroken(at(600), 15_000)).toBe(true);
    expect(attendance.isBroken(at(615), 615_000)).toBe(true);
  });
});
