import { describe, expect, it } from 'vitest';
import { isNear } from './limit-use.js';
import { runLimits } from './limits-run.js';

/** Set by `npm run proof -- --limits`: enough posts for a quarter of an hour, in which X counts. */
const isLong = process.env['MUNADI_PROOF_LIMITS'] === 'long';
const load = isLong
  ? { campaigns: 12, bursts: { x: 88, telegram: 60, facebook: 500 } }
  : { campaigns: 3, bursts: { x: 39, telegram: 9, facebook: 60 } };
const withinMs = (isLong ? 30 : 2) * 60_000;

describe('the engine among several workers', () => {
  it(
    'is never told that it is too much, close to the limits, whatever is asked for at once',
    async () => {
      const run = await runLimits(load, withinMs);
      const uses = run.uses.map(({ name, seen, most }) => `${name} ${seen} of ${most}`);
      const near = run.uses.filter(isNear);
      process.stdout.write(
        `  ${run.requests} requests, ${run.refused.length} refused; ${near.length} limits near: ${uses.join(', ')}\n`,
      );
      expect(run.refused).toEqual([]);
      expect(run.isSettled).toBe(true);
      expect(near.length).toBeGreaterThanOrEqual(isLong ? 3 : 1);
      expect(run.findings.flatMap(({ id, violations }) => violations.map((v) => [id, v]))).toEqual(
        [],
      );
      expect(run.refusesABurst).toBe(true);
    },
    withinMs + 120_000,
  );
});
