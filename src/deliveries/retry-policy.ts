const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** Waits after the first, second, ... failed send. After the last one a person is asked. */
const WAITS_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  60 * MINUTE_MS,
] as const;

/** A platform that says "too many" without saying until when is left alone for this long. */
const THROTTLED_WITHOUT_TIME_MS = 60 * SECOND_MS;
/** However far away the time that a platform names, we ask again after this. */
const LONGEST_THROTTLE_MS = 24 * 60 * MINUTE_MS;

/** Claims of one delivery that may end with their worker before it is set aside. */
export const MAX_CRASHES = 3;

/** Null when the delivery has had all its tries. `attempts` counts the one that just failed. */
export function retryAfterMs(attempts: number): number | null {
  return WAITS_MS[attempts - 1] ?? null;
}

export function throttledForMs(retryAfter: number | null): number {
  if (retryAfter === null || !Number.isFinite(retryAfter)) return THROTTLED_WITHOUT_TIME_MS;
  return Math.ceil(Math.min(Math.max(retryAfter, SECOND_MS), LONGEST_THROTTLE_MS));
}
