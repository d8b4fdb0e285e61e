import { finding, named, type Facts, type Finding } from './facts.js';

const TELLS_WHY = ['failed', 'missed', 'needs_decision'];

/** Whoever reads the record of a delivery that did not go out, or may not have, finds the cause. */
export function judgeSilentEnds({ deliveries, attemptsOf }: Facts): Finding {
  const ended = deliveries.filter(({ state }) => TELLS_WHY.includes(state));
  const silent = ended.filter(({ id }) => (attemptsOf.get(id)?.at(-1)?.cause ?? null) === null);
  return finding('S', 'no failure and no doubt without its cause', ended.length, silent.map(named));
}
