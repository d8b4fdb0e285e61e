import { z } from 'zod';
import type { Priority } from './deliveries.js';
import type { AttachedMedia } from './media.js';
import type { PlatformName } from './platforms.js';
import { plainText } from './plain-text.js';
import type { OptionValues } from './post-options.js';
import { sha256Hex } from './sha256-hex.js';

const note = plainText.trim().max(500);

/** A second person's word about a post, given about exactly what `hash` names. */
export const approvalOrder = z
  .discriminatedUnion('decision', [
    z.object({ decision: z.literal('approve'), note: note.default('') }),
    /** Back to its author, who reads why. */
    z.object({ decision: z.literal('return'), note: note.min(3) }),
  ])
  .and(
    z.object({
      /** SHA-256, in hexadecimal, of what the person saw. */
      hash: sha256Hex,
    }),
  );
export type ApprovalOrder = z.infer<typeof approvalOrder>;

/** What was shown to somebody who may approve it, by the hash of it. */
export const approvalReading = z.object({ hash: sha256Hex });
export type ApprovalReading = z.infer<typeof approvalReading>;

/** `missed`: nobody approved it in time, and it does not go out. */
export type ApprovalState = 'awaiting' | 'returned' | 'approved' | 'missed';

/** Where a post stands that needs a second person. */
export interface PostApproval {
  state: ApprovalState;
  /** Accounts that it goes to once approved. */
  accounts: number;
  /** What the second person said; empty: nothing. */
  note: string;
  decidedBy: string | null;
  decidedAt: string | null;
  /** Whether the one who asks may send it anew, changed or with another time. */
  canRevise: boolean;
}

/** A post that waits for the word of the one who asks: all that would go out. */
export interface AwaitingPost {
  postId: number;
  /** Names everything below; the word is given about it. */
  hash: string;
  /** How often its author has sent it. */
  revision: number;
  title: string;
  campaign: string;
  authorName: string;
  authorPlaceEn: string;
  authorPlaceHi: string;
  submittedAt: string;
  dueAt: string;
  wallTime: string;
  zone: string;
  /** Approved later than this it would be too late: it is missed. */
  notAfterAt: string;
  priority: Priority;
  accounts: number;
  media: AttachedMedia[];
  perPlatform: AwaitingPlatform[];
}

export interface AwaitingPlatform {
  platform: PlatformName;
  accounts: number;
  options: OptionValues;
  /** The exact texts, by their place in a thread (`part`), those of most accounts first. */
  texts: { text: string; part: number; accounts: number }[];
  /** Further texts, which differ only in what their districts' names fill in. */
  moreTexts: number;
}
