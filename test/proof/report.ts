import { CRASHES, nameOf } from './crash-points.js';
import { groupBy } from './group-by.js';
import { struckBy } from './incidents.js';
import { FAULTS_A_DELIVERY, planFor, type ProofOptions } from './options.js';
import type { Proof } from './run-proof.js';

/** Why a run proves nothing, or what it disproves; empty when the promise held. */
export function failuresOf(proof: Proof, options: ProofOptions): string[] {
  const { findings, facts, faults, missed } = proof;
  const plan = planFor(options);
  const kills = countsOf(facts.witness.incidents, ({ what }) => what);
  const fired = [...faults.values()].reduce((sum, n) => sum + n, 0);
  const short: [string, number, number][] = [
    ['posts on the platforms', facts.published.length, plan.deliveries * 0.8],
    ['workers killed at any moment', kills.get('SIGKILL') ?? 0, plan.kills],
    ['database crashes', kills.get('database') ?? 0, plan.databaseCrashes],
    [
      'sends hit between intent and result by a death at a step',
      windowHitsOf(proof, 'step'),
      plan.windowHits,
    ],
    ['faults of the platforms', fired, plan.deliveries * FAULTS_A_DELIVERY],
    ['workers stopped gently', facts.witness.gentleStops.length, plan.rounds],
  ];
  return [
    ...findings.flatMap(({ id, violations }) =>
      violations.slice(0, 10).map((violation) => `${id}: ${violation}`),
    ),
    ...missed.map((crash) => `no worker died at the step ${nameOf(crash)}`),
    ...short
      .filter(([, seen, wanted]) => seen < wanted)
      .map(([what, seen, wanted]) => `only ${seen} ${what}, the plan was ${Math.ceil(wanted)}`),
  ];
}

export function reportOf(proof: Proof, options: ProofOptions): string {
  const { findings, facts, faults } = proof;
  const failures = failuresOf(proof, options);
  return [
    `Proof of ${options.seconds} s, seed ${options.seed}`,
    '',
    ...findings.map(
      ({ id, says, checked, violations }) =>
        `  ${id.padEnd(4)} ${violations.length === 0 ? 'holds ' : 'BROKEN'} ${says} (${checked} checked, ${violations.length} against it)`,
    ),
    '',
    `  ${promiseOf(proof)}`,
    `  states at the end: ${listed(countsOf(facts.deliveries, ({ state }) => state))}`,
    `  faults of the platforms: ${listed(faults)}`,
    ...incidentsOf(proof),
    ...recoveryOf(proof),
    '',
    ...(failures.length === 0 ? ['  The promise held.'] : failures.map((line) => `  ${line}`)),
    '',
  ].join('\n');
}

/** The four zeros. Silent is an end of which the record does not tell the truth, or not why. */
function promiseOf({ findings, facts }: Proof): string {
  const against = (...ids: string[]) =>
    findings
      .filter(({ id }) => ids.includes(id))
      .reduce((sum, { violations }) => sum + violations.length, 0);
  return [
    `of ${facts.deliveries.length} deliveries lost ${against('I5')}`,
    `duplicate ${against('I1')}`,
    `early ${against('I3')}`,
    `silent ${against('I6', 'I7', 'S')}`,
  ].join(', ');
}

function incidentsOf(proof: Proof): string[] {
  const { facts, planned } = proof;
  const { incidents } = facts.witness;
  const steps = countsOf(
    incidents.flatMap(({ crash }) => crash ?? []),
    nameOf,
  );
  const wanted = new Set(planned.map(nameOf));
  const { gentleStops, doubts } = proof;
  return [
    `  done to it: ${listed(countsOf(incidents, ({ what }) => what))}`,
    `  died at ${steps.size} of ${wanted.size} planned steps: ${listed(
      CRASHES.map(nameOf).flatMap((name) =>
        wanted.has(name) ? [[name, steps.get(name) ?? 0]] : [],
      ),
    )}`,
    `  workers that ended unasked and were started again: ${proof.restarts}`,
    `  sends hit between intent and result: ${windowHitsOf(proof)}, by a death at a named step ${windowHitsOf(proof, 'step')}`,
    `  asked to go: ${gentleStops.stops} workers with ${gentleStops.underWay} sends under way, gone after ${seconds(gentleStops.longestMs)} at most, ended with ${[...gentleStops.endedWith].join(', ')}`,
    `  doubts: in flight at a kill ${doubts.byReason.killed} of ${windowHitsOf(proof)}, answer bent ${doubts.byReason.answer_bent}, no answer in time ${doubts.byReason.no_answer_in_time}, groundless ${doubts.byReason.none}; most at once ${doubts.mostAtOnce}`,
  ];
}

function recoveryOf({ resumption }: Proof): string[] {
  const { firstMs, accountMs, ownMs, ambushedMs } = resumption;
  return [
    `  going on after a kill: first request ${spread(firstMs)}`,
    `    accounts whose delivery the dead had claimed and not sent: ${spread(accountMs)}; that delivery itself ${spread(ownMs)}`,
    `    the same accounts after an ambush: ${spread(ambushedMs)}`,
  ];
}

/** Each send counts once, however many things struck it. */
function windowHitsOf({ facts }: Proof, what?: string): number {
  const sends = facts.stays.filter(({ state }) => state === 'sending');
  const { incidents } = facts.witness;
  return struckBy(
    sends,
    incidents.filter((incident) => what === undefined || incident.what === what),
  ).length;
}

function countsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  return new Map([...groupBy(items, keyOf)].map(([key, own]) => [key, own.length]));
}

function listed(counts: Iterable<readonly [string, number]>): string {
  return [...counts].map(([name, n]) => `${name} ${n}`).join(', ');
}

function spread(ms: readonly number[]): string {
  const sorted = [...ms].sort((a, b) => a - b);
  const half = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return `p50 ${seconds(half)}, max ${seconds(sorted.at(-1) ?? 0)} (${sorted.length} measured)`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
