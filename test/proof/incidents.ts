import type { Crash } from './crash-points.js';
import type { Stay } from './stays.js';

/** Something that was done to the product. */
export interface Incident {
  what: 'SIGKILL' | 'SIGSTOP' | 'database' | 'step';
  /** The step at which a worker killed itself. */
  crash?: Crash;
  /** The worker that was struck; all of them when it was the database. */
  worker: string | null;
  /** From the moment in which it may have struck until it was over: the process gone, the database back. */
  from: Date;
  until: Date;
}

/** Workers asked to go while they were sending. */
export interface GentleStop {
  askedAt: Date;
  goneAt: Date;
  workers: { worker: string; endedWith: string; afterMs: number }[];
}

/** A statement that was on its way when its worker died may still be carried out. */
const ON_ITS_WAY_MS = 1_000;

/** Whether the incident may be why the stay ended as it did. */
export function mayBeStruckBy({ fromMs, untilMs }: Stay, { from, until }: Incident): boolean {
  return fromMs <= until.getTime() + ON_ITS_WAY_MS && untilMs >= from.getTime();
}

/** Of these stays, those that were going on at one of the incidents, each once. */
export function struckBy(stays: readonly Stay[], incidents: readonly Incident[]): Stay[] {
  return stays.filter(({ fromMs, untilMs }) =>
    incidents.some(({ from, until }) => fromMs <= until.getTime() && untilMs >= from.getTime()),
  );
}

/** Of these stays, those that were going on at an instant. */
export function goingOnAt(stays: readonly Stay[], atMs: number): Stay[] {
  return stays.filter(({ fromMs, untilMs }) => fromMs <= atMs && untilMs > atMs);
}
