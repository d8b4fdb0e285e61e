import type { LedgerLine } from './facts.js';
import { groupBy } from './group-by.js';

/** What a platform publishes about how often it may be asked, and whom a request counts for. */
interface Limit {
  name: string;
  most: number;
  windowMs: number;
  /** Null when the request does not count. */
  countsFor: (line: LedgerLine) => string | null;
}

/** The busiest window of a limit in a run. */
export interface LimitUse {
  name: string;
  seen: number;
  most: number;
}

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** From here on a limit counts as near. */
const NEAR = 0.8;

const ofPlatform = (name: string) => (line: LedgerLine) =>
  line.platform === name ? line.account : null;

/** As `src/platforms` cites them; `groups` are the chats of the run that are no channels, and one bot serves all. */
function limitsWith(groups: ReadonlySet<string>): readonly Limit[] {
  const chat = ofPlatform('telegram');
  const all = (name: string) => (line: LedgerLine) => (line.platform === name ? name : null);
  return [
    { name: 'posts of an X account', most: 100, windowMs: QUARTER_MS, countsFor: ofPlatform('x') },
    { name: 'posts of the X application', most: 10_000, windowMs: DAY_MS, countsFor: all('x') },
    { name: 'messages of the bot', most: 30, windowMs: 1_000, countsFor: all('telegram') },
    {
      name: 'messages in a group',
      most: 20,
      windowMs: MINUTE_MS,
      countsFor: (line) => (groups.has(line.account ?? '') ? chat(line) : null),
    },
    {
      name: 'calls of a Facebook Page',
      most: 4_800,
      windowMs: DAY_MS,
      countsFor: ofPlatform('facebook'),
    },
  ];
}

export function usesOf(
  ledger: readonly LedgerLine[],
  groups: ReadonlySet<string>,
): readonly LimitUse[] {
  return limitsWith(groups).map(({ name, most, windowMs, countsFor }) => {
    const counted = ledger.filter((line) => countsFor(line) !== null);
    const each = [...groupBy(counted, countsFor).values()];
    const seen = Math.max(0, ...each.map((own) => busiest(own, windowMs)));
    return { name, most, seen };
  });
}

export function isNear({ seen, most }: LimitUse): boolean {
  return seen >= most * NEAR;
}

/** Most requests in any window; `own` come in the order of arrival. */
function busiest(own: readonly LedgerLine[], windowMs: number): number {
  const atMs = own.map(({ receivedAt }) => Date.parse(receivedAt)).sort((a, b) => a - b);
  let first = 0;
  return atMs.reduce((most, ms, last) => {
    while ((atMs[first] ?? ms) <= ms - windowMs) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}
