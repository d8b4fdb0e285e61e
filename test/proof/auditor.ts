import { finding, MS, named, NOT_OUT, type Facts, type Finding } from './facts.js';
import { groupBy } from './group-by.js';
import { judgeThreads, waitsForAPerson } from './threads.js';

const MAX_ATTEMPTS = 7;
const MOVING = ['planned', 'ready', 'claimed', 'sending', 'pending', 'retry_wait', 'unknown'];
const FINAL = ['published', ...NOT_OUT];
/** Where nothing goes that has been sent and not been answered. */
const BEFORE_A_SEND = ['planned', 'ready', 'claimed'];

/** Judges a run by the ledger and the database alone: I1 to I17. */
export function audit(facts: Facts): Finding[] {
  return [
    onePostEach,
    intentBeforePost,
    neverEarly,
    onlyWhatWasPlanned,
    nothingLeftMoving,
    publishedIsThere,
    notOutIsNotThere,
    guardStands,
    epochsGrow,
    stopsHold,
    oneAtATime,
    fewAttempts,
    recorded,
    looksOnlyRead,
    finalStaysFinal,
    drained,
    judgeThreads,
  ].map((judge) => judge(facts));
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

function nothingLeftMoving({ deliveries, witness: { plannedDeliveries } }: Facts): Finding {
  const waiting = waitsForAPerson(deliveries);
  const moving = deliveries
    .filter((delivery) => MOVING.includes(delivery.state) && !waiting.has(delivery))
    .map(named);
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

function guardStands({ isGuarded, moves }: Facts): Finding {
  const back = moves.filter(({ from, to }) => from === 'sending' && BEFORE_A_SEND.includes(to));
  return finding('I8', 'nothing goes back from a send, and the database guards it', moves.length, [
    ...(isGuarded ? [] : ['the trigger is gone']),
    ...back.map(({ deliveryId, to }) => `delivery ${deliveryId} went from sending to ${to}`),
  ]);
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

function stopsHold({ attempts, deliveries, witness: { stops } }: Facts): Finding {
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

function recorded({ scheduledInAudit, witness: { plannedPosts } }: Facts): Finding {
  const says = 'every post is in the audit (its chain comes with a later version)';
  const missing = plannedPosts - scheduledInAudit;
  return finding('I13', says, plannedPosts, missing === 0 ? [] : [`${missing} missing`]);
}

/** Every public post has an intent, so none came from a look; the conformance kit holds each adapter to it too. */
function looksOnlyRead(facts: Facts): Finding {
  const { violations, checked } = intentBeforePost(facts);
  return finding('I14', 'a look writes nothing', checked, violations);
}

/** Nobody decides in a proof. A proof that comes late is the truth, and ends as published. */
function finalStaysFinal({ moves }: Facts): Finding {
  const ofFinal = moves.filter(({ from, to }) => FINAL.includes(from) || FINAL.includes(to));
  const changed = ofFinal.filter(
    ({ from, to }) => FINAL.includes(from) && (from === 'published' || to !== 'published'),
  );
  return finding(
    'I15',
    'what is at its end stays there',
    ofFinal.length,
    changed.map(({ deliveryId, from, to }) => `delivery ${deliveryId} went from ${from} to ${to}`),
  );
}

function drained({ deliveries, witness: { isDrained } }: Facts): Finding {
  const violations = isDrained ? [] : ['deliveries were still moving when the time was over'];
  return finding(
    'I16',
    'with the faults off everything comes to an end',
    deliveries.length,
    violations,
  );
}
