/** The one place that asks the time. Everything else is handed a Clock, so that a test can move it. */
export interface Clock {
  now(): Date;
}

export const CLOCK = Symbol('CLOCK');

export const systemClock: Clock = { now: () => new Date() };

/**
 * How far our clock is ahead of another, negative where it is behind. The other one was read at any moment of
 * `roundTripMs`, which ended at `ours`: only what lies outside of that is skew.
 */
export function skewBetween({
  ours,
  theirs,
  roundTripMs,
}: {
  ours: Date;
  theirs: Date;
  roundTripMs: number;
}): number {
  const aheadMs = ours.getTime() - theirs.getTime();
  return aheadMs > roundTripMs ? aheadMs - roundTripMs : Math.min(0, aheadMs);
}
