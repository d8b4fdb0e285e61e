import type { AccessWarningDays } from './account-health.js';
import type { PlatformName } from './platforms.js';

/** What somebody should look at while everything else works; each has one cause and one remedy. */
export type Finding =
  /** Posts are due, and for a minute nobody has been there to publish them. */
  | { code: 'nobody_publishes'; dueSince: string; lastSeenAt: string | null }
  /** A worker's clock is ahead of the database's, or behind (negative). Too far, and nothing is sent from there. */
  | { code: 'clocks_apart'; host: string; aheadMs: number; sendsNothing: boolean }
  /** A platform has said "not before": `lanes` of its budgets wait, the longest of them until `until`. */
  | {
      code: 'platform_paused';
      platform: PlatformName;
      lanes: number;
      until: string;
      because: string;
    }
  /** A worker can't reach a platform: its posts wait there, and one each half minute sees whether it is back. */
  | { code: 'platform_down'; platform: PlatformName; host: string; since: string; because: string }
  /** Accounts on which nothing goes out until somebody acts. */
  | { code: 'accounts_broken'; platform: PlatformName; accounts: number }
  /** The access of so many accounts ends within these days, of the first of them at `soonestAt`. */
  | {
      code: 'access_ends';
      platform: PlatformName;
      accounts: number;
      withinDays: AccessWarningDays;
      soonestAt: string;
    }
  /** Lines of the record have waited for minutes to be bound to those before them: a change of one would not be found. */
  | { code: 'record_not_chained'; since: string }
  /** An old transaction keeps the database from tidying up. */
  | { code: 'vacuum_held_back' };

/** Answered to anybody: no name and no figure, those are for people who sign in. */
export interface HealthView {
  status: 'ok';
  findings: Finding['code'][];
}
