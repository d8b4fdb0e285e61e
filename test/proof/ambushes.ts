import type { ChildProcess } from 'node:child_process';
import { needsADoubt, type Crash } from './crash-points.js';
import type { Incident } from './incidents.js';
import type { Load } from './load.js';
import { until, type Peek } from './peek.js';
import { arm, ended, isGone, kill, startAmbusher, type Worker } from './processes.js';

/** Workers that are started and wait, so that an ambush never waits for a start. */
const WAITING = 4;
/** A step that no bait reaches is reported as missed. */
const BAITS = 8;
/** One that ended in another way, such as by the database's crash while it waited, is followed by another. */
const AMBUSHERS = 2;
const BAIT_WITHIN_MS = 15_000;
const MOST_PASSAGES = 6;

/** Has a worker die at a named step for certain: it alone is at work, and gets work until it is dead. */
export class Ambushes {
  readonly missed: Crash[] = [];
  private waiting: Promise<Worker | null>[] = [];

  constructor(
    private readonly environment: Record<string, string>,
    private readonly load: Load,
    private readonly peek: Peek,
  ) {}

  prepare(): void {
    while (this.waiting.length < WAITING) {
      this.waiting.push(startAmbusher(this.environment).catch(() => null));
    }
  }

  /** Null when the step was not reached. */
  async spring(crash: Crash, random: () => number): Promise<Incident | null> {
    const passage = needsADoubt(crash) ? 1 : 1 + Math.floor(random() * MOST_PASSAGES);
    for (let n = 0; n < AMBUSHERS; n += 1) {
      const ambusher = await this.nextReady();
      arm(ambusher, crash, passage);
      if (await this.dies(ambusher, crash)) {
        const at = new Date();
        return { what: 'step', crash, worker: ambusher.name, from: at, until: at };
      }
    }
    this.missed.push(crash);
    return null;
  }

  async close(): Promise<void> {
    const waiting = await Promise.all(this.waiting.splice(0));
    await Promise.all(waiting.filter((one) => one !== null).map(({ child }) => kill(child)));
  }

  /** Gives it work until it has killed itself; false when it ended otherwise, or not at all. */
  private async dies({ child }: Worker, crash: Crash): Promise<boolean> {
    const over = ended(child);
    for (let n = 0; n < BAITS && !isGone(child); n += 1) {
      const postId = await this.load.bait(crash);
      await Promise.race([over, this.untilTaken(postId, child)]);
    }
    const hasEnded = isGone(child);
    await kill(child);
    return hasEnded && (await over) === 'SIGKILL';
  }

  /** Until the bait's deliveries are past the step, with nobody dead. */
  private async untilTaken(postId: number, child: ChildProcess): Promise<void> {
    await until(
      async () =>
        isGone(child) || (await this.peek.unsent(postId)) + (await this.peek.inDoubt(postId)) === 0,
      BAIT_WITHIN_MS,
    );
  }

  private async nextReady(): Promise<Worker> {
    for (;;) {
      this.prepare();
      const next = await this.waiting.shift();
      if (next && !isGone(next.child)) return next;
    }
  }
}
