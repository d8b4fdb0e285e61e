import type { PlatformName } from '../../src/contract/platforms.js';

/** What everybody asks for at once; the engine alone spreads it over time. */
export interface LimitsLoad {
  /** Posts to all accounts. */
  campaigns: number;
  /** Posts to one account of each kind, on top. */
  bursts: Readonly<Partial<Record<PlatformName, number>>>;
}
