import type { DeliveryPhase } from '../../contract/deliveries.js';
import type { MessageId } from '../language/catalogue.js';
import type { IconName } from '../theme/icon.js';

/** How each phase looks and what it is called; the colour hangs on `data-phase` (theme/base.css). */
export const PHASE_LOOK: Record<DeliveryPhase, { icon: IconName; word: MessageId }> = {
  published: { icon: 'check', word: 'phase.published' },
  sending: { icon: 'sending', word: 'phase.sending' },
  waiting: { icon: 'clock', word: 'phase.waiting' },
  failed: { icon: 'failed', word: 'phase.failed' },
  needs_decision: { icon: 'question', word: 'phase.needs_decision' },
  withdrawn: { icon: 'stop', word: 'phase.withdrawn' },
};

/** Of what waits though it is due, because a stop holds it. */
export const HELD_LOOK = { icon: 'stop', word: 'hold.word' } as const;

/** Order of counters and of the bar's parts: what is done first, what is ahead last. */
export const PHASE_ORDER = [
  'published',
  'sending',
  'waiting',
  'failed',
  'needs_decision',
  'withdrawn',
] as const satisfies readonly DeliveryPhase[];
