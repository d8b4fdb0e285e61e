import type { Delivered } from './deliver-one.js';

/** What this process knows of a platform from its last tries. Instants are those of a monotonic clock, in ms. */
export interface Reach {
  /** So many tries in a row found it unavailable. */
  inARow: number;
  /** When the first of them did. */
  sinceMs: number;
  /** When one send may see whether it is back; null while it is not taken for down. */
  probeAtMs: number | null;
}

export const UP: Reach = { inARow: 0, sinceMs: 0, probeAtMs: null };

/** So many tries in a row, over so many times `downAfterMs`: where little is sent, few have to do. */
const DOWN_AFTER = [
  { inARow: 10, times: 1 },
  { inARow: 4, times: 4 },
] as const;

/**
 * What a try tells of its platform. `unasked`: a refusal before the intent may be our own (credentials that do not
 * open), and a wait may be for another send of ours. A lost answer tells nothing.
 */
export type Sign = 'answers' | 'unavailable' | 'unasked' | 'nothing';

/** Pure. */
export function signOf({ outcome, wasCommitted }: Delivered): Sign {
  switch (outcome.kind) {
    case 'published':
    case 'throttled':
    case 'moved':
      return 'answers';
    case 'waiting':
      return 'unasked';
    case 'refused':
      return wasCommitted ? 'answers' : 'unasked';
    case 'unavailable':
      return 'unavailable';
    case 'uncertain':
      return 'nothing';
  }
}

/**
 * Pure: one try more. A platform is down when for `downAfterMs` nothing else has come than "unavailable"; any answer
 * closes the breaker.
 */
export function hear(
  reach: Reach,
  sign: Sign,
  { nowMs, downAfterMs }: { nowMs: number; downAfterMs: number },
): Reach {
  if (sign === 'nothing') return reach;
  if (sign === 'answers') return UP;
  // The next one may find out instead.
  if (sign === 'unasked') return reach.probeAtMs === null ? reach : { ...reach, probeAtMs: nowMs };
  const inARow = reach.inARow + 1;
  const sinceMs = reach.inARow === 0 ? nowMs : reach.sinceMs;
  const isDown = DOWN_AFTER.some(
    (least) => inARow >= least.inARow && nowMs - sinceMs >= least.times * downAfterMs,
  );
  const probeAtMs = reach.probeAtMs ?? (isDown ? nowMs + downAfterMs : null);
  return { inARow, sinceMs, probeAtMs };
}

/** Pure: whether a send may begin, and what is known then. While the platform is down, one may each `downAfterMs`. */
export function admit(
  reach: Reach,
  { nowMs, downAfterMs }: { nowMs: number; downAfterMs: number },
): { mayGo: boolean; reach: Reach } {
  if (reach.probeAtMs === null) return { mayGo: true, reach };
  if (nowMs < reach.probeAtMs) return { mayGo: false, reach };
  return { mayGo: true, reach: { ...reach, probeAtMs: nowMs + downAfterMs } };
}
