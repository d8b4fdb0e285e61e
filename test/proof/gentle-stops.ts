import { finding, type Facts, type Finding } from './facts.js';
import { goingOnAt } from './incidents.js';

export interface GentleStops {
  finding: Finding;
  stops: number;
  longestMs: number;
  /** Sends that were under way when the workers were asked to go. */
  underWay: number;
  endedWith: ReadonlySet<string>;
}

const LONGEST_MS = 30_000;
const OPEN = ['claimed', 'sending'];

/** A worker that is asked to go finishes what it sends and gives back the rest; doubts are judged with all others. */
export function judgeGentleStops({ stays, witness: { gentleStops } }: Facts): GentleStops {
  const atWork = new Set(stays.map(({ by }) => by));
  // One that is still starting has nothing to put away, and the signal ends it.
  const mayEndWith = (end: string, worker: string) =>
    end === '0' || (end === 'SIGTERM' && !atWork.has(worker));
  const violations = gentleStops.flatMap(({ goneAt, workers }) => [
    ...workers.flatMap(({ worker, endedWith, afterMs }) => [
      ...(mayEndWith(endedWith, worker) ? [] : [`a worker ended with ${endedWith}`]),
      ...(afterMs <= LONGEST_MS ? [] : [`a worker took ${(afterMs / 1000).toFixed(1)} s`]),
    ]),
    ...goingOnAt(stays, goneAt.getTime())
      .filter(({ state }) => OPEN.includes(state))
      .map(({ deliveryId, state }) => `delivery ${deliveryId} was left ${state}`),
  ]);
  const workers = gentleStops.flatMap((stop) => stop.workers);
  const sends = stays.filter(({ state }) => state === 'sending');
  return {
    finding: finding(
      'G',
      'a worker that is asked to go leaves nothing open, within 30 s',
      workers.length,
      violations,
    ),
    stops: workers.length,
    longestMs: Math.max(0, ...workers.map(({ afterMs }) => afterMs)),
    underWay: gentleStops.reduce(
      (sum, { askedAt }) => sum + goingOnAt(sends, askedAt.getTime()).length,
      0,
    ),
    endedWith: new Set(workers.map(({ endedWith }) => endedWith)),
  };
}
