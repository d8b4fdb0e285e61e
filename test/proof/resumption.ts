import { finding, keyOf, type Facts, type Finding } from './facts.js';
import { groupBy } from './group-by.js';
import { goingOnAt, type Incident } from './incidents.js';
import type { DeliveryRecord } from './records.js';
import type { Stay } from './stays.js';

export interface Resumption {
  finding: Finding;
  /** From each incident to the first request on a platform for a delivery that was not in flight. */
  firstMs: number[];
  /** From each incident until an account goes on whose delivery the dead had claimed and not sent. */
  accountMs: number[];
  /** The same for that delivery itself, which others of its account may go before. */
  ownMs: number[];
  /** Of accounts after an ambush, when nobody else is at work and the next ones die too. */
  ambushedMs: number[];
}

interface Held {
  incident: Incident;
  accountMs: number;
  ownMs: number;
}

/** Instants of requests, in order: of each delivery and of each account. */
interface Arrivals {
  ofDelivery: ReadonlyMap<number, number[]>;
  ofAccount: ReadonlyMap<number, number[]>;
}

/** What was not in flight at a kill goes on being sent; it is measured where the posts arrive. */
export function judgeResumption(facts: Facts, withinMs: number): Resumption {
  const arrivals = arrivalsOf(facts);
  const firstMs = firstRequests(facts, arrivals);
  const all = heldByTheDead(facts, arrivals);
  const ambushed = all.filter(({ incident }) => incident.what === 'step');
  const held = all.filter(({ incident }) => incident.what !== 'step');
  const accountMs = held.map((one) => one.accountMs);
  const slow = [...firstMs, ...accountMs].filter((ms) => ms > withinMs);
  return {
    finding: finding(
      'R',
      `what was not in flight at a kill goes on within ${withinMs / 1000} s`,
      firstMs.length + accountMs.length,
      slow.map((ms) => `it waited ${(ms / 1000).toFixed(1)} s`),
    ),
    firstMs,
    accountMs,
    ownMs: held.map((one) => one.ownMs),
    ambushedMs: ambushed.map((one) => one.accountMs),
  };
}

function firstRequests(facts: Facts, { ofDelivery }: Arrivals): number[] {
  const sends = facts.stays.filter(({ state }) => state === 'sending');
  const arrivals = [...ofDelivery]
    .flatMap(([id, ats]) => ats.map((atMs) => ({ id, atMs })))
    .sort((a, b) => a.atMs - b.atMs);
  return facts.witness.incidents.flatMap(({ until }) => {
    const sinceMs = until.getTime();
    const inFlight = new Set(goingOnAt(sends, sinceMs).map(({ deliveryId }) => deliveryId));
    const first = arrivals.find(({ id, atMs }) => atMs > sinceMs && !inFlight.has(id));
    return first && !isStopped(facts, sinceMs, first.atMs) ? [first.atMs - sinceMs] : [];
  });
}

/**
 * A claim that had to be taken from its worker was struck by the first incident of its worker in its time. It goes on
 * with the next request; or with the next claim, when that is struck too, or gives it back to wait for a budget.
 */
function heldByTheDead(facts: Facts, { ofDelivery, ofAccount }: Arrivals): Held[] {
  const { incidents } = facts.witness;
  const accountOf = new Map(facts.deliveries.map(({ id, accountId }) => [id, accountId]));
  const claims = facts.stays.filter(({ state }) => state === 'claimed');
  return claims.flatMap((claim, index): Held[] => {
    const incident = claim.isRescued ? strikerOf(claim, incidents) : undefined;
    if (!incident) return [];
    const sinceMs = incident.until.getTime();
    const next = claims[index + 1];
    const isTakenAgain =
      next?.deliveryId === claim.deliveryId && (next.isRescued || next.then === 'ready');
    const ownAtMs = isTakenAgain ? next.fromMs : after(ofDelivery.get(claim.deliveryId), sinceMs);
    if (ownAtMs === undefined || isStopped(facts, sinceMs, ownAtMs)) return [];
    const account = ofAccount.get(accountOf.get(claim.deliveryId) ?? 0);
    const accountAtMs = Math.min(ownAtMs, after(account, sinceMs) ?? Infinity);
    return [{ incident, accountMs: accountAtMs - sinceMs, ownMs: ownAtMs - sinceMs }];
  });
}

function strikerOf(claim: Stay, incidents: readonly Incident[]): Incident | undefined {
  return incidents.find(
    ({ worker, until }) =>
      (worker ?? claim.by) === claim.by &&
      until.getTime() >= claim.fromMs &&
      until.getTime() < claim.untilMs,
  );
}

function after(sortedMs: readonly number[] | undefined, sinceMs: number): number | undefined {
  return sortedMs?.find((atMs) => atMs > sinceMs);
}

/** Requests that carried a delivery's words, drafts and refused ones too. */
function arrivalsOf({ deliveries, ledger }: Facts): Arrivals {
  const byWords = new Map(deliveries.map((d) => [keyOf(d.platform, d.remoteAccount, d.text), d]));
  const arrivals = ledger
    .flatMap((line) => {
      const delivery = byWords.get(keyOf(line.platform, line.account, line.text));
      return delivery ? [{ delivery, atMs: Date.parse(line.receivedAt) }] : [];
    })
    .sort((a, b) => a.atMs - b.atMs);
  const instantsBy = (key: (delivery: DeliveryRecord) => number) =>
    new Map(
      [...groupBy(arrivals, ({ delivery }) => key(delivery))].map(([id, own]) => [
        id,
        own.map(({ atMs }) => atMs),
      ]),
    );
  return { ofDelivery: instantsBy(({ id }) => id), ofAccount: instantsBy((d) => d.accountId) };
}

function isStopped({ witness }: Facts, fromMs: number, untilMs: number): boolean {
  return witness.stops.some(
    ({ acknowledgedAt, liftedAt }) =>
      acknowledgedAt.getTime() <= untilMs && liftedAt.getTime() >= fromMs,
  );
}
