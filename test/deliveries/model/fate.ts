import type { Claim } from '../../../src/deliveries/claim.js';
import type { Reply } from './replies.js';

/** What happens in one step of a worker, where something may go wrong in it. */
export interface Fate {
  reply: Reply;
  /** The same, of the request that only prepares. */
  preparation: Reply;
  /** Whether the platform accepts, where the reply leaves that open. */
  isAccepted: boolean;
  /** How long the timeline hides what was accepted. */
  hiddenForMs: number;
  /** Whether the worker takes the platform for down. */
  isPlatformDown: boolean;
  /** What becomes of the writes before the send. */
  write: Write;
  /** What becomes of writing down the answer. */
  record: Write;
}

/** Nothing goes wrong. */
export const FINE: Fate = {
  reply: 'good',
  preparation: 'good',
  isAccepted: true,
  hiddenForMs: 0,
  isPlatformDown: false,
  write: 'done',
  record: 'done',
};

/** Of the last two the worker hears nothing. */
export type Write = 'done' | 'not_done' | 'done_unheard';

/** The one request that makes something public, on its way. */
export interface Request {
  claim: Claim;
  draftId: string | null;
  fate: Fate;
  /** Its socket is closed then. */
  deadlineMs: number;
  /** Undefined until the platform has it. */
  said: Reply | undefined;
  remoteId: string;
}
