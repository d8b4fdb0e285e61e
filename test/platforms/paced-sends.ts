import { grant, type Lane } from '../../src/deliveries/lanes/lane.js';
import type { Budget } from '../../src/platforms/platform.js';

/** A send of somebody who wants to go as early as the budgets let them. */
export interface Wish {
  budgets: readonly Budget[];
  /** Nobody asks before; the wishes come in this order. */
  fromMs: number;
}

/** When each wish goes out if everybody keeps to the budgets and wastes nothing of them. */
export function pacedSends(wishes: readonly Wish[]): number[] {
  const lanes = new Map<string, Lane>();
  let nowMs = 0;
  return wishes.map(({ budgets, fromMs }) => {
    nowMs = Math.max(nowMs, fromMs);
    for (let hasWaited = false; ; hasWaited = true) {
      const given = grant(lanes, { budgets, fromMs: nowMs, priority: 1, hasWaited }, nowMs);
      if (given.kind === 'go') return given.atMs;
      nowMs = given.untilMs;
    }
  });
}

/** The most that go out within any `windowMs`. */
export function mostWithin(sentAtMs: readonly number[], windowMs: number): number {
  const sorted = [...sentAtMs].sort((a, b) => a - b);
  let oldest = 0;
  return sorted.reduce((most, atMs, newest) => {
    while (atMs - (sorted[oldest] ?? atMs) >= windowMs) oldest += 1;
    return Math.max(most, newest - oldest + 1);
  }, 0);
}
