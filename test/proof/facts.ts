import { groupBy } from './group-by.js';
import type { GentleStop, Incident } from './incidents.js';
import type { AttemptRecord, DeliveryRecord, Records } from './records.js';
import { staysOf, type Stay } from './stays.js';

/** What the audit needs of a line of the sandbox's ledger. */
export interface LedgerLine {
  seq: number;
  receivedAt: string;
  platform: string | null;
  account: string | null;
  event: string;
  postId: string | null;
  text: string | null;
  /** The post that it answers; absent or null where it stands for itself. */
  replyTo?: string | null | undefined;
  fault: string | null;
  answer: string;
}

/** What only the run itself knows. */
export interface Witness {
  /** No intent may lie between the acknowledgement of a stop and its lifting. */
  stops: readonly { acknowledgedAt: Date; liftedAt: Date }[];
  incidents: readonly Incident[];
  gentleStops: readonly GentleStop[];
  /** After which a send without an answer is given up. */
  sendTimeoutMs: number;
  plannedDeliveries: number;
  plannedPosts: number;
  isDrained: boolean;
}

/** One thing that was promised, what was looked at for it, and what broke it. */
export interface Finding {
  id: string;
  says: string;
  checked: number;
  violations: string[];
}

/** A run as the ledger and the database tell it. */
export interface Facts extends Records {
  ledger: readonly LedgerLine[];
  witness: Witness;
  published: readonly LedgerLine[];
  postsOf: ReadonlyMap<number, LedgerLine[]>;
  strangers: readonly LedgerLine[];
  attemptsOf: ReadonlyMap<number, AttemptRecord[]>;
  stays: readonly Stay[];
}

export const NOT_OUT = ['failed', 'cancelled', 'missed'];
/** The two clocks are the machine's; the ledger keeps whole milliseconds. */
export const MS = 1;

/** A post belongs to the delivery of its account that carries its text: the proof gives every post its own words. */
export function gather(ledger: readonly LedgerLine[], records: Records, witness: Witness): Facts {
  const { deliveries, attempts, moves } = records;
  const published = ledger.filter(({ event }) => event === 'published');
  const byWords = new Map(deliveries.map((d) => [keyOf(d.platform, d.remoteAccount, d.text), d]));
  const postsOf = new Map<number, LedgerLine[]>(deliveries.map(({ id }) => [id, []]));
  const strangers: LedgerLine[] = [];
  for (const line of published) {
    const delivery = byWords.get(keyOf(line.platform, line.account, line.text));
    if (delivery) postsOf.get(delivery.id)?.push(line);
    else strangers.push(line);
  }
  return {
    ...records,
    ledger,
    witness,
    published,
    postsOf,
    strangers,
    attemptsOf: groupBy(attempts, ({ deliveryId }) => deliveryId),
    stays: staysOf(moves),
  };
}

export function keyOf(...parts: (string | null)[]): string {
  return parts.join('|');
}

export function named({ id, platform, state }: DeliveryRecord): string {
  return `delivery ${id} (${platform}, ${state})`;
}

export function finding(id: string, says: string, checked: number, violations: string[]): Finding {
  return { id, says, checked, violations };
}
