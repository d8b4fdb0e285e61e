import type { AccountHealth, CoverageCell } from '../../contract/account-health.js';
import type { AccountView } from '../../contract/accounts.js';
import type { DeliveryPhase } from '../../contract/deliveries.js';
import type { MessageId } from '../language/catalogue.js';
import type { IconName } from '../theme/icon.js';

/** How an account, or the lack of one, is counted. */
export type CoverageState = AccountHealth | 'warned' | 'missing';

/** What needs somebody most stands first, and gives a cell its colour. */
const WORST_FIRST = ['broken', 'missing', 'warned', 'unchecked', 'healthy'] as const;

/** The healths by which accounts are sifted, in their order on the screen. */
export const HEALTH_ORDER = ['broken', 'healthy', 'unchecked'] as const satisfies AccountHealth[];

/** `phase` only lends its colour. */
export const COVERAGE_LOOK: Record<
  CoverageState,
  { icon: IconName; word: MessageId; phase: DeliveryPhase }
> = {
  broken: { icon: 'failed', word: 'health.broken', phase: 'failed' },
  missing: { icon: 'add', word: 'health.missing', phase: 'withdrawn' },
  warned: { icon: 'warning', word: 'health.warned', phase: 'needs_decision' },
  unchecked: { icon: 'clock', word: 'health.unchecked', phase: 'waiting' },
  healthy: { icon: 'check', word: 'health.healthy', phase: 'published' },
};

/** The states that a cell has any of, the worst first. */
export function countedStates(cell: CoverageCell): { state: CoverageState; count: number }[] {
  return WORST_FIRST.map((state) => ({ state, count: cell[state] })).filter(
    ({ count }) => count > 0,
  );
}

export function accountsIn(cell: CoverageCell): number {
  return cell.broken + cell.warned + cell.unchecked + cell.healthy;
}

export function stateOf({ health, warnings }: AccountView): CoverageState {
  return health === 'healthy' && warnings.length > 0 ? 'warned' : health;
}
