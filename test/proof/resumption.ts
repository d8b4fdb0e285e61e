import { finding, keyOf, type Facts, type Finding } from './facts.js';
import { groupBy } from './group-by.js';
import { goingOnAt, type Incident } from './incidents.js';

export interface Resumption {
  finding: Finding;
  /** From each incident to the first request on a platform for a delivery that was not in flight. */
  firstMs: number[];
  /** From each incident to the next request for a delivery that the dead held and had not sent, another worker living. */
  heldMs: number[];
  /** The same after an ambush, when nobody else is at work and the next ones die too. */
  ambushedMs: number[];
}

interface Held {
  incident: Incident;
  waitedMs: number;
}

/** What was not in flight at a kill goes on being sent; it is measured where the posts arrive. */
export function judgeResumption(facts: Facts, withinMs: number): Resumption {
  const arrivalsOf = arrivalsByDelivery(facts);
  const firstMs = firstRequests(facts, arrivalsOf);
  const held = heldByTheDead(facts, arrivalsOf);
  const ambushed = held.filter(({ incident }) => incident.what === 'step');
  const heldMs = held.flatMap(({ incident, waitedMs }) =>
    incident.what === 'step' ? [] : [waitedMs],
  );
  const slow = [...firstMs, ...heldMs].filter((ms) => ms > withinMs);
  return {
    finding: finding(
      'R',
      `what was not in flight at a kill is sent again within ${withinMs / 1000} s`,
      firstMs.length + heldMs.length,
      slow.map((ms) => `it waited ${(ms / 1000).toFixed(1)} s`),
    ),
    firstMs,
    heldMs,
    ambushedMs: ambushed.map(({ waitedMs }) => waitedMs),
  };
}

function firstRequests(facts: Facts, arrivalsOf: ReadonlyMap<number, number[]>): number[] {
  const sends = facts.stays.filter(({ state }) => state === 'sending');
  const arrivals = [...arrivalsOf]
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
 * A claim that had to be taken from its worker was struck by the first incident in its time. It goes on with its next
 * request; or with its next claim, when that is struck too, or gives it back to wait for a budget.
 */
function heldByTheDead(facts: Facts, arrivalsOf: ReadonlyMap<number, number[]>): Held[] {
  const { incidents } = facts.witness;
  const claims = facts.stays.filter(({ state }) => state === 'claimed');
  return claims.flatMap((claim, index): Held[] => {
    if (!claim.isRescued) return [];
    const incident = incidents.find(
      ({ until }) => until.getTime() >= claim.fromMs && until.getTime() < claim.untilMs,
    );
    if (!incident) return [];
    const sinceMs = incident.until.getTime();
    const next = claims[index + 1];
    const nextClaim = next?.deliveryId === claim.deliveryId ? next : undefined;
    const goesOnMs =
      nextClaim && (nextClaim.isRescued || nextClaim.then === 'ready')
        ? nextClaim.fromMs
        : (arrivalsOf.get(claim.deliveryId) ?? []).find((atMs) => atMs > sinceMs);
    if (goesOnMs === undefined || isStopped(facts, sinceMs, goesOnMs)) return [];
    return [{ incident, waitedMs: goesOnMs - sinceMs }];
  });
}

/** Instants of the requests that carried a delivery's words, drafts and refused ones too. */
function arrivalsByDelivery({ deliveries, ledger }: Facts): Map<number, number[]> {
  const byWords = new Map(
    deliveries.map((d) => [keyOf(d.platform, d.remoteAccount, d.text), d.id]),
  );
  const arrivals = ledger.flatMap((line) => {
    const id = byWords.get(keyOf(line.platform, line.account, line.text));
    return id === undefined ? [] : [{ id, atMs: Date.parse(line.receivedAt) }];
  });
  const byDelivery = groupBy(arrivals, ({ id }) => id);
  return new Map(
    [...byDelivery].map(([id, own]) => [id, own.map(({ atMs }) => atMs).sort((a, b) => a - b)]),
  );
}

function isStopped({ witness }: Facts, fromMs: number, untilMs: number): boolean {
  return witness.stops.some(
    ({ acknowledgedAt, liftedAt }) =>
      acknowledgedAt.getTime() <= untilMs && liftedAt.getTime() >= fromMs,
  );
}
