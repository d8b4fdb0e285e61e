import { describe, expect, it } from 'vitest';
import { quietNightAt } from './night.js';

const INDIA = 'Asia/Kolkata';

describe('a night of checks', () => {
  it.each([
    ['2026-11-24T20:29:00Z', 2, null],
    ['2026-11-24T20:30:00Z', 2, '2026-11-25'],
    ['2026-11-24T23:29:00Z', 2, '2026-11-25'],
    ['2026-11-24T23:30:00Z', 2, null],
    ['2026-11-24T17:30:00Z', 23, '2026-11-24'],
    ['2026-11-24T20:00:00Z', 23, '2026-11-24'],
    ['2026-11-24T20:30:00Z', 23, null],
  ])('at %s, from %i o’clock on in India, is %s', (now, fromHour, night) => {
    expect(quietNightAt(new Date(now), INDIA, fromHour)).toBe(night);
  });
});
