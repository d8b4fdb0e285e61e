import type { Hold } from '../contract/stops.js';
import { stopFor, type Stop, type Stoppable } from './stop-for.js';

/** A stop that stands, with the names that people read. */
export interface StandingStop extends Stop {
  subjectEn: string | null;
  subjectHi: string | null;
  stoppedBy: string;
  stoppedAt: Date;
}

/** Why a delivery is held, in the words of whoever ordered it; null when its stop has been lifted meanwhile. */
export function holdOn(stops: readonly StandingStop[], delivery: Stoppable): Hold | null {
  const stop = stopFor({ stops }, delivery);
  if (!stop) return null;
  const { id, scope, platform, subjectEn, subjectHi, reason, stoppedBy } = stop;
  const stoppedAt = stop.stoppedAt.toISOString();
  return { id, scope, platform, subjectEn, subjectHi, reason, stoppedBy, stoppedAt };
}
