import type { DeliveryPhase } from '../../contract/deliveries.js';
import type { PostSummary } from '../../contract/posts.js';

/** One answer to "did it go out?", with the figure that the sentence names. */
export interface Verdict {
  phase: DeliveryPhase;
  kind: 'planned' | 'going' | 'all_out' | 'some_failed' | 'needs_you' | 'withdrawn' | 'empty';
  count: number;
}

/** What needs a person comes first; then what moves; then how it ended. */
export function verdictOf({ counts, total }: Pick<PostSummary, 'counts' | 'total'>): Verdict {
  if (total === 0) return { phase: 'withdrawn', kind: 'empty', count: 0 };
  if (counts.needs_decision > 0)
    return { phase: 'needs_decision', kind: 'needs_you', count: counts.needs_decision };
  if (counts.failed > 0) return { phase: 'failed', kind: 'some_failed', count: counts.failed };
  if (counts.waiting === total) return { phase: 'waiting', kind: 'planned', count: total };
  if (counts.sending + counts.waiting > 0)
    return { phase: 'sending', kind: 'going', count: counts.published };
  if (counts.withdrawn > 0)
    return { phase: 'withdrawn', kind: 'withdrawn', count: counts.withdrawn };
  return { phase: 'published', kind: 'all_out', count: counts.published };
}
