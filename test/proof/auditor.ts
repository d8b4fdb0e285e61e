import { groupBy } from './group-by.js';
import type { AttemptRecord, DeliveryRecord, Records } from './records.js';

/** What the audit needs of a line of the sandbox's ledger. */
export interface LedgerLine {
  seq: number;
  receivedAt: string;
  platform: string | null;
  account: string | null;
  event: string;
  postId: string | null;
  text: string | null;
}

/** One invariant, what was looked at for it, and what broke it. */
export interface Finding {
  id: string;
  says: string;
  checked: number;
  violations: string[];
}

/** What only the run itself knows. */
export interface Witness {
  /** No intent may lie between the acknowledgement of a stop and its lifting. */
  stops: readonly { acknowledgedAt: Date; liftedAt: Date }[];
  /** States that were final before a restart of anything. */
  finalBefore: ReadonlyMap<number, string>;
  plannedDeliveries: number;
  plannedPosts: number;
  isDrained: boolean;
}

const MAX_ATTEMPTS = 7;
const MOVING = ['planned', 'ready', 'claimed', 'sending', 'pending', 'retry_wait', 'unknown'];
const NOT_OUT = ['failed', 'cancelled', 'missed'];
/** The two clocks are the machine's; the ledger keeps whole milliseconds. */
const MS = 1;

/** Judges a run by the ledger and the database alone. */
export function audit(
  ledger: readonly LedgerLine[],
  records: Records,
  witness: Witness,
): Finding[] {
  const facts = gather(ledger, records);
  return [
    onePostEach(facts),
    intentBeforePost(facts),
    neverEarly(facts),
    onlyWhatWasPlanned(facts),
    nothingLeftMoving(facts, witness),
    publishedIsThere(facts),
    notOutIsNotThere(facts),
    guardStands(records),
    epochsGrow(facts),
    stopsHold(facts, witness),
    oneAtATime(facts),
    fewAttempts(facts),
    recorded(records, witness),
    looksOnlyRead(facts),
    finalStaysFinal(facts, witness),
    drained(facts, witness),
  ];
}

interface Facts {
  deliveries: readonly DeliveryRecord[];
  attempts: readonly AttemptRecord[];
  published: readonly LedgerLine[];
  postsOf: ReadonlyMap<number, LedgerLine[]>;
  strangers: readonly LedgerLine[];
  attemptsOf: ReadonlyMap<number, AttemptRecord[]>;
}

/** A post belongs to the delivery of its account that carries its text: the proof gives every post its own words. */
function gather(ledger: readonly LedgerLine[], { deliveries, attempts }: Records): Facts {
  const published = ledger.filter(({ event }) => event === 'published');
  const byWords = new Map(deliveries.map((d) => [keyOf(d.platform, d.remoteAccount, d.text), d]));
  const postsOf = new Map<number, LedgerLine[]>(deliveries.map(({ id }) => [id, []]));
  const strangers: LedgerLine[] = [];
  for (const line of published) {
    const delivery = byWords.get(keyOf(line.platform, line.account, line.text));
    if (delivery) postsOf.get(delivery.id)?.push(line);
    else strangers.push(line);
  }
  const attemptsOf = groupBy(attempts, ({ deliveryId }) => deliveryId);
  return { deliveries, attempts, published, postsOf, strangers, attemptsOf };
}

function keyOf(...parts: (string | null)[]): string {
  return parts.join('|');
}

function onePostEach({ deliveries, postsOf }: Facts): Finding {
  const twice = deliveries.filter(({ id }) => (postsOf.get(id)?.length ?? 0) > 1);
  return finding('I1', 'one post at most for a delivery', deliveries.length, twice.map(named));
}

function intentBeforePost({ deliveries, postsOf, attemptsOf, published }: Facts): Finding {
  const without = deliveries.filter(({ id }) =>
    (postsOf.get(id) ?? []).some(
      (post) =>
        !(attemptsOf.get(id) ?? []).some(
          ({ intentAt }) =>
            intentAt !== null && intentAt.getTime() <= Date.parse(post.receivedAt) + MS,
        ),
    ),
  );
  return finding('I2', 'an intent before every post', published.length, without.map(named));
}

function neverEarly({ deliveries, postsOf, published }: Facts): Finding {
  const early = deliveries.filter(({ id, dueAt }) =>
    (postsOf.get(id) ?? []).some((post) => Date.parse(post.receivedAt) + MS < dueAt.getTime()),
  );
  return finding('I3', 'nothing before it is due', published.length, early.map(named));
}

function onlyWhatWasPlanned({ strangers, published }: Facts): Finding {
  const violations = strangers.map((line) => `ledger line ${line.seq} on ${String(line.account)}`);
  return finding(
    'I4',
    'each post has the planned text on the planned account',
    published.length,
    violations,
  );
}

function nothingLeftMoving({ deliveries }: Facts, { plannedDeliveries }: Witness): Finding {
  const moving = deliveries.filter(({ state }) => MOVING.includes(state)).map(named);
  const lost = plannedDeliveries - deliveries.length;
  return finding('I5', 'nothing is lost and nothing hangs', plannedDeliveries, [
    ...moving,
    ...(lost === 0 ? [] : [`${lost} planned deliveries have no row`]),
  ]);
}

function publishedIsThere({ deliveries, postsOf, attemptsOf }: Facts): Finding {
  const published = deliveries.filter(({ state }) => state === 'published');
  const wrong = published.filter(({ id }) => {
    const ids = (attemptsOf.get(id) ?? []).map(({ remoteId }) => remoteId);
    const isAttested = (attemptsOf.get(id) ?? []).some(({ cause }) => cause === 'person');
    const posts = postsOf.get(id) ?? [];
    return !isAttested && !posts.some(({ postId }) => ids.includes(postId));
  });
  return finding('I6', 'published means a post with that id', published.length, wrong.map(named));
}

function notOutIsNotThere({ deliveries, postsOf, attemptsOf }: Facts): Finding {
  const notOut = deliveries.filter(({ state }) => NOT_OUT.includes(state));
  const wrong = notOut.filter(({ id }) => {
    const isLeft = (attemptsOf.get(id) ?? []).some(({ cause }) => cause === 'person');
    return !isLeft && (postsOf.get(id)?.length ?? 0) > 0;
  });
  return finding('I7', 'not published means no post', notOut.length, wrong.map(named));
}

function guardStands({ isGuarded }: Records): Finding {
  const violations = isGuarded ? [] : ['the trigger is gone'];
  return finding('I8', 'the database guards every arrow', 1, violations);
}

function epochsGrow({ attemptsOf, attempts }: Facts): Finding {
  const wrong: string[] = [];
  for (const [id, own] of attemptsOf) {
    if (own.filter(({ endedAt }) => endedAt === null).length > 1) wrong.push(`delivery ${id}`);
    const intents = own.flatMap(({ intentAt }) => (intentAt ? [intentAt.getTime()] : []));
    if (intents.some((at, index) => at < (intents[index - 1] ?? 0))) wrong.push(`delivery ${id}`);
  }
  return finding('I9', 'epochs grow, one attempt is open', attempts.length, wrong);
}

function stopsHold({ attempts, deliveries }: Facts, { stops }: Witness): Finding {
  const cancelledAt = new Map(deliveries.map((d) => [d.id, d.cancelledAt]));
  const wrong = attempts.filter(({ deliveryId, intentAt }) => {
    if (!intentAt) return false;
    const cancelled = cancelledAt.get(deliveryId);
    const isAfterCancel = cancelled ? intentAt > new Date(cancelled.getTime() + 1_000) : false;
    return (
      isAfterCancel ||
      stops.some((stop) => intentAt > stop.acknowledgedAt && intentAt < stop.liftedAt)
    );
  });
  return finding(
    'I10',
    'no intent after a stop or a recall was acknowledged',
    stops.length + [...cancelledAt.values()].filter((at) => at !== null).length,
    wrong.map(({ deliveryId }) => `delivery ${deliveryId}`),
  );
}

function oneAtATime({ attempts }: Facts): Finding {
  const wrong: string[] = [];
  const sends = attempts.filter(({ intentAt, endedAt }) => intentAt !== null && endedAt !== null);
  for (const [accountId, own] of groupBy(sends, (attempt) => attempt.accountId)) {
    own.sort((a, b) => (a.intentAt?.getTime() ?? 0) - (b.intentAt?.getTime() ?? 0));
    const overlaps = own.some(
      ({ intentAt }, index) =>
        index > 0 && (intentAt?.getTime() ?? 0) + MS < (own[index - 1]?.endedAt?.getTime() ?? 0),
    );
    if (overlaps) wrong.push(`account ${accountId}`);
  }
  return finding('I11', 'one send of an account at a time', sends.length, wrong);
}

function fewAttempts({ attemptsOf }: Facts): Finding {
  const counted = [...attemptsOf].map(([id, own]) => ({
    id,
    n: own.filter(({ intentAt, cause }) => intentAt !== null && cause !== 'throttled').length,
  }));
  const wrong = counted.filter(({ n }) => n > MAX_ATTEMPTS).map(({ id }) => `delivery ${id}`);
  return finding('I12', `at most ${MAX_ATTEMPTS} sends that count`, counted.length, wrong);
}

function recorded({ scheduledInAudit }: Records, { plannedPosts }: Witness): Finding {
  const says = 'every post is in the audit (its chain comes with a later version)';
  const missing = plannedPosts - scheduledInAudit;
  return finding('I13', says, plannedPosts, missing === 0 ? [] : [`${missing} missing`]);
}

/** Every public post has an intent, so none came from a look; the conformance kit holds each adapter to it too. */
function looksOnlyRead(facts: Facts): Finding {
  const { violations, checked } = intentBeforePost(facts);
  return finding('I14', 'a look writes nothing', checked, violations);
}

function finalStaysFinal({ deliveries }: Facts, { finalBefore }: Witness): Finding {
  const changed = deliveries.filter(({ id, state }) => {
    const before = finalBefore.get(id);
    return before !== undefined && before !== state;
  });
  return finding('I15', 'a restart changes nothing final', finalBefore.size, changed.map(named));
}

function drained({ deliveries }: Facts, { isDrained }: Witness): Finding {
  const violations = isDrained ? [] : ['deliveries were still moving when the time was over'];
  return finding(
    'I16',
    'with the faults off everything comes to an end',
    deliveries.length,
    violations,
  );
}

function named({ id, platform, state }: DeliveryRecord): string {
  return `delivery ${id} (${platform}, ${state})`;
}

function finding(id: string, says: string, checked: number, violations: string[]): Finding {
  return { id, says, checked, violations };
}
