import { MINUTE_MS, SECOND_MS } from './timing.js';

const START_MS = Date.parse('2026-11-24T06:00:00Z');
const SMALL_STEP_MS = 5 * SECOND_MS;
/** Large steps are whole multiples of this; what is left over is drift. */
const LARGE_STEP_MS = 30 * MINUTE_MS;

/**
 * What the time is, and what the database and the workers take it for. Each may be wrong and may step either way, but
 * never are the database and a worker ahead at once: "due by both clocks" promises nothing about that.
 */
export class Clocks {
  truthMs = START_MS;
  private databaseOffsetMs = 0;
  private readonly workerOffsetsMs = new Map<number, number>();

  get databaseMs(): number {
    return this.truthMs + this.databaseOffsetMs;
  }

  workerMs(worker: number): number {
    const offsetMs = this.workerOffsetsMs.get(worker) ?? 0;
    return this.truthMs + (this.databaseOffsetMs > 0 ? Math.min(0, offsetMs) : offsetMs);
  }

  pass(ms: number): void {
    this.truthMs += ms;
  }

  setWorker(worker: number, offsetMs: number): void {
    this.workerOffsetsMs.set(worker, offsetMs);
  }

  /** A step that is longer than what a lease has to spare needs a moment in which nothing is being sent. */
  setDatabase(offsetMs: number, isSending: boolean): void {
    const near = Math.round(this.databaseOffsetMs / LARGE_STEP_MS) * LARGE_STEP_MS;
    this.databaseOffsetMs = isSending
      ? near + Math.max(-SMALL_STEP_MS, Math.min(SMALL_STEP_MS, offsetMs))
      : offsetMs;
  }

  mend(): void {
    this.databaseOffsetMs = 0;
    this.workerOffsetsMs.clear();
  }
}
