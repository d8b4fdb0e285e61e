import type { DeliveryState } from '../../contract/deliveries.js';

/** Where the part before stands, on the same account. */
export interface EarlierPart {
  /** Of the part that asks; the part before it has one less. */
  part: number;
  state: DeliveryState;
  /** The platform's id of the earlier part; null while it is not public, and where nobody knows the id. */
  remoteId: string | null;
  /** How many of the parts before are not public yet. */
  openBefore: number;
}

/** Whether a further part of a thread may go out now. */
export type PartTurn =
  | { kind: 'go'; replyTo: string }
  | { kind: 'wait'; forMs: number }
  /** It can't follow any more, unless a person changes that; the words are for people. */
  | { kind: 'broken'; detail: string };

const LEAST_WAIT_MS = 15_000;
/** Parts that were put off together don't come up together. */
const SPREAD = 16;
const SPREAD_MS = 1_000;

const ENDED_UNSEEN: readonly DeliveryState[] = [
  'failed',
  'cancelled',
  'missed',
  'recall_pending',
  'recalling',
  'recalled',
  'recall_unknown',
];

/**
 * Pure. A part whose outcome is not known is as good as open: it may be public, and what answers it must not be lost. The
 * further back a part stands, the longer it waits; one that becomes public calls the next.
 */
export function turnOf(earlier: EarlierPart, deliveryId: number): PartTurn {
  const { part, state, remoteId, openBefore } = earlier;
  // People count from 1: what is 0 here is their part 1.
  const words = { before: part, own: part + 1 };
  if (state === 'published') {
    return remoteId === null
      ? { kind: 'broken', detail: withoutId(words) }
      : { kind: 'go', replyTo: remoteId };
  }
  if (ENDED_UNSEEN.includes(state)) return { kind: 'broken', detail: unseen(words) };
  const spreadMs = (deliveryId % SPREAD) * SPREAD_MS;
  return { kind: 'wait', forMs: (LEAST_WAIT_MS + spreadMs) * Math.max(1, openBefore) };
}

function unseen({ before, own }: { before: number; own: number }): string {
  return `Part ${before} of the thread did not go out, so part ${own} has nothing to follow. Once part ${before} is public, send part ${own} again`;
}

function withoutId({ before, own }: { before: number; own: number }): string {
  return `Part ${before} of the thread is public, but its link is not known, so part ${own} can't be put behind it. Post part ${own} by hand`;
}
