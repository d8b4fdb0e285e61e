import { setTimeout as wait } from 'node:timers/promises';
import { EventLog } from '../kernel/log.js';

/** Work that waits in the database, and that one process at a time does. */
export interface Errand<Job> {
  name: string;
  /** Takes the next one for `LEASE_MS`; undefined when none waits. */
  claim(): Promise<Job | undefined>;
  /** Holds it for as long again. */
  renew(job: Job): Promise<void>;
  /** The work itself did not fail: what is left of the lease is a pause, and the try does not count. */
  putOff(job: Job): Promise<void>;
  /** Ends it in the database, or gives it back when `signal` aborts. Throws when something is away that it needs. */
  run(job: Job, signal: AbortSignal): Promise<void>;
}

/** A process that was killed lets go of its work after so long. */
export const LEASE_MS = 60_000;
/** Begun so often without an end: the work itself ends the processes. */
export const MAX_TRIES = 3;
/** How often others' work is looked for; one's own wakes the loop at once. */
const LOOK_MS = 2_000;

/** Does one piece of work after the other until it is stopped. */
export class ErrandLoop<Job> {
  private readonly stopping = new AbortController();
  private readonly log = new EventLog('media');
  private looking = new AbortController();
  /** A try that is still to be taken back: the database itself may have been away. */
  private broken: Job | undefined;
  private turns: Promise<void> = Promise.resolve();

  constructor(private readonly errand: Errand<Job>) {}

  start(): void {
    this.turns = this.keepTurning();
  }

  /** Something waits. */
  wake(): void {
    this.looking.abort();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.turns;
  }

  private async keepTurning(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // Made before the look: a call that comes meanwhile is not missed.
      this.looking = new AbortController();
      if (await this.turn(signal)) continue;
      const either = AbortSignal.any([signal, this.looking.signal]);
      await wait(LOOK_MS, undefined, { signal: either }).catch(() => undefined);
    }
  }

  /** Answers whether more may wait. */
  private async turn(signal: AbortSignal): Promise<boolean> {
    try {
      await this.putOffBroken();
      const job = await this.errand.claim();
      if (job === undefined) return false;
      await this.hold(job, signal);
      return true;
    } catch (error) {
      await this.putOffBroken().catch(() => undefined);
      this.log.error('errand_failed', error, { errand: this.errand.name });
      return false;
    }
  }

  private async hold(job: Job, signal: AbortSignal): Promise<void> {
    const renewal = setInterval(() => {
      // A renewal that fails is the same as one that comes too late: somebody else may do the work as well.
      this.errand.renew(job).catch(() => undefined);
    }, LEASE_MS / 3);
    try {
      await this.errand.run(job, signal);
    } catch (error) {
      this.broken = job;
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  private async putOffBroken(): Promise<void> {
    if (this.broken === undefined) return;
    await this.errand.putOff(this.broken);
    this.broken = undefined;
  }
}
