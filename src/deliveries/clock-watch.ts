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
  const behindMs = workerNow.getTime() - databaseNow.getTime();
  // The database looked between the question and the answer: only what lies outside of that is skew.
  const skewMs = behindMs > roundTripMs ? behindMs - roundTripMs : Math.min(0, behindMs);
  const size = Math.abs(skewMs);
  if (size > STOP_SKEW_MS) return { verdict: 'too_far_apart', skewMs };
  return { verdict: size > WARN_SKEW_MS ? 'apart' : 'together', skewMs };
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
