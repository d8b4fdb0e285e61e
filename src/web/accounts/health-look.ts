import type { AccountHealth } from '../../contract/account-health.js';
import type { DeliveryPhase } from '../../contract/deliveries.js';
import type { MessageId } from '../language/catalogue.js';
import type { IconName } from '../theme/icon.js';

export const HEALTH_ORDER = ['broken', 'healthy', 'unchecked'] as const satisfies AccountHealth[];

/** `phase` only lends its colour. */
export const HEALTH_LOOK: Record<
  AccountHealth,
  { icon: IconName; word: MessageId; phase: DeliveryPhase }
> = {
  healthy: { icon: 'check', word: 'health.healthy', phase: 'published' },
  broken: { icon: 'failed', word: 'health.broken', phase: 'failed' },
  unchecked: { icon: 'clock', word: 'health.unchecked', phase: 'waiting' },
};
