import type { Hold } from './stops.js';

/** States of a delivery: one post on its way to one account. The arrows are in src/deliveries/delivery-state.ts. */
export const DELIVERY_STATES = [
  'planned',
  'ready',
  'claimed',
  'sending',
  'pending',
  'retry_wait',
  'unknown',
  'needs_decision',
  'published',
  'failed',
  'cancelled',
  'missed',
  'recall_pending',
  'recalling',
  'recalled',
  'recall_unknown',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Who goes first when there is more due than can be sent; a recall goes before all of them. */
export const PRIORITIES = ['urgent', 'campaign', 'local'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** How long after its time a post still goes out unasked, where nobody says otherwise. */
export const USUAL_NOT_LATER_THAN_MINUTES = 6 * 60;

/** What a person wants to know of a state; the board and the progress bar show these six. */
export const DELIVERY_PHASES = [
  'waiting',
  'sending',
  'published',
  'failed',
  'needs_decision',
  'withdrawn',
] as const;
export type DeliveryPhase = (typeof DELIVERY_PHASES)[number];

const PHASE_OF: Record<DeliveryState, DeliveryPhase> = {
  planned: 'waiting',
  ready: 'waiting',
  retry_wait: 'waiting',
  claimed: 'sending',
  sending: 'sending',
  pending: 'sending',
  unknown: 'sending',
  published: 'published',
  failed: 'failed',
  missed: 'needs_decision',
  needs_decision: 'needs_decision',
  recall_unknown: 'needs_decision',
  cancelled: 'withdrawn',
  recall_pending: 'withdrawn',
  recalling: 'withdrawn',
  recalled: 'withdrawn',
};

export function phaseOf(state: DeliveryState): DeliveryPhase {
  return PHASE_OF[state];
}

/** Why a delivery did not go through, or may not have; decides who is told and what they can do. */
export const FAILURE_CAUSES = [
  'content',
  'duplicate',
  'credentials',
  'permission',
  'credit',
  'throttled',
  'processing',
  'unavailable',
  'no_answer',
  'unclear_answer',
  'too_many_attempts',
  'late',
  'part_before',
  'person',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/**
 * How many accounts of a post are in each phase. An account that carries a thread counts once, where the part stands that
 * is least well: it is published when all of them are.
 */
export type PhaseCounts = Record<DeliveryPhase, number>;

/** Sent over the progress stream and with a post. */
export interface PostProgress {
  postId: number;
  /** Accounts. */
  total: number;
  counts: PhaseCounts;
  /** True when no delivery can change any more without a person. */
  isSettled: boolean;
  /**
   * Milliseconds from the due instant, or from the approval where that was later, to the recorded answer, over published
   * deliveries; null before the first.
   */
  lagMs: { p50: number; p99: number } | null;
}

/** One cell of the board: a district's account on a platform, and where this post stands there. */
export interface BoardCell {
  deliveryId: number;
  accountId: number;
  /** Its place in a thread; 0: the post's text, which is all of it for most. */
  part: number;
  platform: string;
  handle: string;
  state: DeliveryState;
  phase: DeliveryPhase;
  dueAt: string;
  attempts: number;
  publishedAt: string | null;
  permalink: string | null;
  /** Why it failed, waits or is unclear; null when there is nothing to explain. */
  cause: FailureCause | null;
  /** What the platform said, for a person to read; null when there is nothing to explain. */
  detail: string | null;
  /** What is still open about a post that is public, such as its pin; null: nothing. */
  note: string | null;
  /** When it is tried or looked for again by itself, if it is. */
  nextTryAt: string | null;
  /** The stop that holds it though it is due; null when none does. */
  heldBy: Hold | null;
  can: { retry: boolean; decide: boolean };
}

export interface BoardRow {
  districtId: number;
  code: string;
  nameEn: string;
  nameHi: string;
  cells: BoardCell[];
}
