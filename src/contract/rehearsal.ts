import type { AccountTrouble } from './account-health.js';

/**
 * What a test without publishing has seen to work. `identified`: the credentials are this account's. `may_publish`: the
 * platform says that they may post. `writes`: its members saw for a moment that
 * somebody is writing. `has_room`: its allowance is not used up. `uploaded`: it took a picture. `prepared`: it
 * took all that a post needs short of making it public. `removed`: what was prepared was deleted again.
 */
export const REHEARSAL_STEPS = [
  'identified',
  'may_publish',
  'writes',
  'has_room',
  'uploaded',
  'prepared',
  'removed',
] as const;
export type RehearsalStep = (typeof REHEARSAL_STEPS)[number];

/** What a test leaves at the platform, seen by nobody outside the account. */
export interface RehearsalLeftover {
  what: 'picture' | 'draft';
  /** When the platform throws it away by itself; null: it stays until somebody deletes it. */
  forHours: number | null;
}

/** What a test without publishing came to. */
export type RehearsalView =
  | { kind: 'passed'; proved: RehearsalStep[]; leaves: RehearsalLeftover | null }
  /** A post would be refused as well. `detail`: what the platform says. */
  | { kind: 'refused'; trouble: AccountTrouble; detail: string }
  /** The platform could not be asked, or not now: nothing is known that was not known before. */
  | { kind: 'unavailable'; detail: string };
