import { FAULTS_A_DELIVERY, planFor, type ProofOptions } from './options.js';
import type { Proof } from './run-proof.js';

/** Why a run proves nothing, or what it disproves; empty when the promise held. */
export function failuresOf({ findings, tally, faults }: Proof, options: ProofOptions): string[] {
  const plan = planFor(options);
  const fired = Object.values(faults).reduce((sum, n) => sum + n, 0);
  const short: [string, number, number][] = [
    ['posts on the platforms', tally.publishedPosts, plan.deliveries * 0.8],
    ['kills', tally.killsInAll, plan.kills],
    ['database crashes', tally.kills.get('database') ?? 0, plan.databaseCrashes],
    ['sends hit between intent and result', tally.windowHits, plan.windowHits],
    ['faults of the platforms', fired, plan.deliveries * FAULTS_A_DELIVERY],
  ];
  return [
    ...findings.flatMap(({ id, violations }) =>
      violations.slice(0, 10).map((violation) => `${id}: ${violation}`),
    ),
    ...short
      .filter(([, seen, wanted]) => seen < wanted)
      .map(([what, seen, wanted]) => `only ${seen} ${what}, the plan was ${Math.ceil(wanted)}`),
  ];
}

export function reportOf(proof: Proof, options: ProofOptions): string {
  const { findings, tally, states, faults } = proof;
  const failures = failuresOf(proof, options);
  const listed = (counts: Iterable<[string, number]>) =>
    [...counts].map(([name, n]) => `${name} ${n}`).join(', ');
  return [
    `Proof of ${options.seconds} s, seed ${options.seed}`,
    '',
    ...findings.map(
      ({ id, says, checked, violations }) =>
        `  ${id.padEnd(4)} ${violations.length === 0 ? 'holds ' : 'BROKEN'} ${says} (${checked} checked, ${violations.length} against it)`,
    ),
    '',
    `  states at the end: ${listed(Object.entries(states))}`,
    `  faults of the platforms: ${listed(Object.entries(faults))}`,
    `  killed: ${listed(tally.kills)}`,
    `  crashed at a named step: ${tally.directed} times at ${tally.crashes.size} of the steps`,
    `  sends hit between intent and result: ${tally.windowHits}; most unknown at once: ${tally.mostUnknown}`,
    `  longest silence between two posts: ${(tally.longestSilenceMs / 1000).toFixed(1)} s`,
    '',
    ...(failures.length === 0 ? ['  The promise held.'] : failures.map((line) => `  ${line}`)),
    '',
  ].join('\n');
}
