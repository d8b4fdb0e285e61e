import { skewBetween } from '../kernel/clock.js';

/** Beyond this the operator is told. */
const WARN_SKEW_MS = 2_000;
/** Beyond this nothing is claimed: one of the two clocks is wrong, and nobody knows which. */
const STOP_SKEW_MS = 5_000;

export type ClockVerdict = 'together' | 'apart' | 'too_far_apart';

/**
 * The worker's clock against the database's. `roundTripMs` is how long the database's answer took: it may have looked
 * at its clock at any moment of it.
 */
export function compareClocks({
  workerNow,
  databaseNow,
  roundTripMs,
}: {
  workerNow: Date;
  databaseNow: Date;
  roundTripMs: number;
}): { verdict: ClockVerdict; skewMs: number } {
  const skewMs = skewBetween({ ours: workerNow, theirs: databaseNow, roundTripMs });
  return { verdict: judgeSkew(skewMs), skewMs };
}

export function judgeSkew(skewMs: number): ClockVerdict {
  const size = Math.abs(skewMs);
  if (size > STOP_SKEW_MS) return 'too_far_apart';
  return size > WARN_SKEW_MS ? 'apart' : 'together';
}

/** Rounds come every fifteen seconds at least; more than this between two is an absence. */
const ABSENT_MS = 120_000;

/** Whether this process has been there all the time: not just started, not suspended, its clock not set. */
export class Attendance {
  private last: { atMs: number; tick: number } | undefined;

  /** Asked once a round. */
  isBroken(now: Date, tick = performance.now()): boolean {
    const { last } = this;
    this.last = { atMs: now.getTime(), tick };
    if (!last) return true;
    const wallMs = now.getTime() - last.atMs;
    const tickMs = tick - last.tick;
    return tickMs > ABSENT_MS || Math.abs(wallMs - tickMs) > ABSENT_MS;
  }
}
