import { z } from 'zod';
import { plainText } from './plain-text.js';
import { sha256Hex } from './sha256-hex.js';

/**
 * What may wait for a second person: taking back what is public, lifting a stop, trying again what failed of a post,
 * and sending again what may have gone out.
 */
export const ORDER_KINDS = ['recall', 'lift', 'retry', 'send_again'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

const note = plainText.trim().max(500);

/** A second person's word about an order, given about exactly what `hash` names. */
export const orderDecision = z
  .discriminatedUnion('decision', [
    z.object({ decision: z.literal('confirm'), note: note.default('') }),
    z.object({ decision: z.literal('refuse'), note: note.min(3) }),
  ])
  .and(
    z.object({
      /** SHA-256, in hexadecimal, of what the person saw. */
      hash: sha256Hex,
    }),
  );
export type OrderDecision = z.infer<typeof orderDecision>;

/** An order that is not carried out yet. */
export interface WaitingOrder {
  id: number;
  /** Accounts that it concerns. */
  accounts: number;
  orderedBy: string;
  orderedAt: string;
  /** Some who may confirm it, the nearest first; empty: nobody may but who ordered it. */
  confirmers: string[];
}

/** An order that waits for the word of the one who asks: all that it would do. */
export interface HeldOrderView extends WaitingOrder {
  kind: OrderKind;
  /** Names everything else here; the word is given about it. */
  hash: string;
  /** The post that it is about; null: it is about a stop. */
  postId: number | null;
  /** Title of the post, or what was stopped; empty: everything. */
  subjectEn: string;
  subjectHi: string;
  reason: string;
}
