import { CLOCK_MARGIN_MS } from '../../../src/platforms/x/x.limits.js';
import type { Located } from '../../../src/platforms/index.js';
import type { LostDelivery } from '../../../src/deliveries/reconcile.store.js';
import type { Claim } from '../../../src/deliveries/claim.js';

/** One public post as the world sees it. Instants are the true ones. */
export interface LedgerPost {
  remoteId: string;
  accountId: number;
  words: string;
  /** Whose request made it public. */
  claim: Claim;
  receivedAtMs: number;
  /** When the account's timeline begins to show it. */
  shownAtMs: number;
  /** Whether the intent stood in the table when the request came in. */
  wasIntended: boolean;
}

/** What all platforms together hold: drafts that nobody sees, and the ledger of what is public. */
export class SimulatedPlatform {
  readonly ledger: LedgerPost[] = [];
  private lastId = 1_000;

  /** `refusesTwins`: an account that posts the same words again is told so. */
  constructor(private readonly refusesTwins: boolean) {}

  newId(): string {
    this.lastId += 1;
    return String(this.lastId);
  }

  hasTwin(accountId: number, words: string): boolean {
    return (
      this.refusesTwins &&
      this.ledger.some((post) => post.accountId === accountId && post.words === words)
    );
  }

  isPublic(remoteId: string): boolean {
    return this.ledger.some((post) => post.remoteId === remoteId);
  }

  /** A draft that is public already stays the one post that it is. */
  makePublic(post: LedgerPost): void {
    if (!this.isPublic(post.remoteId)) this.ledger.push(post);
  }

  /** What the adapter of a two-phase platform sees of its draft. */
  locateDraft({ progress }: LostDelivery): Located {
    const draftId = (progress as { postId: string } | null)?.postId;
    return draftId !== undefined && this.isPublic(draftId)
      ? { kind: 'found', remoteId: draftId, permalink: null }
      : { kind: 'absent', isProof: true, detail: 'It is still a draft' };
  }

  /** What the timeline shows; a post that is not there may still come. */
  locateOnTimeline(lost: LostDelivery, nowMs: number): Located {
    const sinceMs = lost.sentAt.getTime() - CLOCK_MARGIN_MS;
    const ours = this.ledger.findLast(
      ({ accountId, words, receivedAtMs, shownAtMs }) =>
        accountId === lost.accountId &&
        words === lost.text &&
        receivedAtMs >= sinceMs &&
        shownAtMs <= nowMs,
    );
    return ours
      ? { kind: 'found', remoteId: ours.remoteId, permalink: null }
      : { kind: 'absent', isProof: false, detail: 'The timeline does not show it' };
  }
}
