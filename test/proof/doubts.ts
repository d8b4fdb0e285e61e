import { finding, keyOf, MS, type Facts, type Finding } from './facts.js';
import { groupBy } from './group-by.js';
import { mayBeStruckBy } from './incidents.js';
import { mostAtOnce, type Stay } from './stays.js';

/** Why a delivery's outcome was unknown for a time. */
export type DoubtReason = 'killed' | 'answer_bent' | 'no_answer_in_time' | 'none';

export interface Doubts {
  finding: Finding;
  byReason: Record<DoubtReason, number>;
  mostAtOnce: number;
}

/**
 * A doubt is allowed where the truth was out of reach: the send was in flight when something was killed, the platform
 * bent its answer, or gave none in time. So no kill leaves more doubts than were in flight, and a gentle stop none.
 */
export function judgeDoubts(facts: Facts): Doubts {
  const { stays, witness, deliveries } = facts;
  const sends = stays.filter(({ state }) => state === 'sending');
  const doubted = sends.filter(({ then }) => then === 'unknown');
  // What has to be prepared first is part of the time that a send has.
  const claimedAtMs = new Map(
    stays
      .filter(({ state }) => state === 'claimed')
      .map(({ deliveryId, epoch, fromMs }) => [keyOf(String(deliveryId), String(epoch)), fromMs]),
  );
  const accountOf = new Map(deliveries.map((d) => [d.id, keyOf(d.platform, d.remoteAccount)]));
  const bentOf = groupBy(
    facts.ledger.filter(({ fault }) => fault !== null),
    ({ platform, account }) => keyOf(platform, account),
  );
  const reasonOf = (send: Stay): DoubtReason => {
    const bent = bentOf.get(accountOf.get(send.deliveryId) ?? '') ?? [];
    const isBent = bent.some(({ receivedAt }) => {
      const atMs = Date.parse(receivedAt);
      return atMs + MS >= send.fromMs && atMs <= send.untilMs;
    });
    if (isBent) return 'answer_bent';
    if (witness.incidents.some((incident) => mayBeStruckBy(send, incident))) return 'killed';
    const sinceMs = claimedAtMs.get(keyOf(String(send.deliveryId), String(send.epoch)));
    const isOver = send.untilMs - (sinceMs ?? send.fromMs) >= witness.sendTimeoutMs;
    return isOver ? 'no_answer_in_time' : 'none';
  };
  const reasons = doubted.map((send) => ({ send, reason: reasonOf(send) }));
  const count = (wanted: DoubtReason) => reasons.filter(({ reason }) => reason === wanted).length;
  const groundless = reasons.filter(({ reason }) => reason === 'none');
  return {
    finding: finding(
      'U',
      'unknown is only what was in flight at a kill or got no clear answer',
      doubted.length,
      groundless.map(({ send }) => `delivery ${send.deliveryId}, claim ${send.epoch}`),
    ),
    byReason: {
      killed: count('killed'),
      answer_bent: count('answer_bent'),
      no_answer_in_time: count('no_answer_in_time'),
      none: groundless.length,
    },
    mostAtOnce: mostAtOnce(stays.filter(({ state }) => state === 'unknown')),
  };
}
