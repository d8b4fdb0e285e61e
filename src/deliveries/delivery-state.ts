import type { DeliveryState } from '../contract/deliveries.js';

/**
 * Every arrow of a delivery. What is not here does not happen: the database refuses it too.
 * Three facts carry the promise. Only `claimed` leads to `sending`. From `sending` nothing leads back to
 * `ready` or `claimed`. `unknown` leaves only by proof or by a person.
 */
export const ARROWS: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  planned: ['ready', 'cancelled'],
  ready: ['claimed', 'cancelled', 'missed', 'planned'],
  claimed: ['sending', 'ready', 'retry_wait', 'failed', 'cancelled', 'missed'],
  sending: ['published', 'pending', 'retry_wait', 'failed', 'unknown'],
  pending: ['sending', 'published', 'failed', 'unknown'],
  retry_wait: ['ready', 'failed', 'cancelled', 'missed'],
  unknown: ['published', 'retry_wait', 'needs_decision'],
  needs_decision: ['published', 'retry_wait', 'failed', 'recalled'],
  published: ['recall_pending'],
  failed: ['ready'],
  cancelled: [],
  missed: ['ready', 'cancelled'],
  recall_pending: ['recalling'],
  recalling: ['recall_pending', 'recalled', 'recall_unknown'],
  recalled: [],
  recall_unknown: ['recalled', 'recall_pending', 'needs_decision', 'published'],
};

export function mayGo(from: DeliveryState, to: DeliveryState): boolean {
  return ARROWS[from].includes(to);
}

/**
 * States in which a late proof may still find a delivery: the platform's own answer to a send whose claim had been
 * taken away. It is the truth, so it ends as published. The database asks for the attempt that holds the proof.
 */
export const LATE_PROOF_FROM = [
  'ready',
  'claimed',
  'retry_wait',
  'failed',
  'cancelled',
  'missed',
] as const satisfies readonly DeliveryState[];

/**
 * Which state an account is in that carries a thread: the first of these in which a part of it stands. What needs somebody
 * goes first, then what still moves; it is published when all of it is.
 */
export const LEAST_WELL_FIRST = [
  'needs_decision',
  'recall_unknown',
  'missed',
  'sending',
  'unknown',
  'pending',
  'claimed',
  'retry_wait',
  'ready',
  'planned',
  'recalling',
  'recall_pending',
  'failed',
  'cancelled',
  'recalled',
  'published',
] as const satisfies readonly DeliveryState[];

/** States that change without a person, sooner or later. */
export const MOVING_STATES = [
  'planned',
  'ready',
  'claimed',
  'sending',
  'pending',
  'retry_wait',
  'unknown',
  'recall_pending',
  'recalling',
] as const satisfies readonly DeliveryState[];
