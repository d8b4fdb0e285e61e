import type { DeliveryPhase } from '../../contract/deliveries.js';
import type { PostSummary } from '../../contract/posts.js';
import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';
import { PhaseMark } from '../posts/phase-mark.js';

interface Look {
  phase: DeliveryPhase;
  word: MessageId;
}

/** Where a post stands that is not approved, as icon, word and colour; undefined for every other. */
export function approvalLook({
  approval,
  isCancelled,
}: Pick<PostSummary, 'approval' | 'isCancelled'>): Look | undefined {
  if (!approval || approval.state === 'approved') return undefined;
  if (isCancelled) return { phase: 'withdrawn', word: 'approval.cancelled' };
  switch (approval.state) {
    case 'awaiting':
      return { phase: 'waiting', word: 'approval.awaiting' };
    case 'returned':
      return { phase: 'needs_decision', word: 'approval.returned' };
    case 'missed':
      return { phase: 'failed', word: 'approval.missed' };
  }
}

export function ApprovalMark({ look }: { look: Look }) {
  const { t } = useWords();
  return <PhaseMark phase={look.phase}>{t(look.word)}</PhaseMark>;
}
