import type { ChildProcess } from 'node:child_process';
import { needsADoubt, type Crash } from './crash-points.js';
import type { Incident } from './incidents.js';
import type { Load } from './load.js';
import { until, type Peek } from './peek.js';
import { arm, ended, isGone, kill, startAmbusher } from './processes.js';

/** Workers that are started and wait, so that an ambush never waits for a start. */
const WAITING = 4;
/** A step that no bait reaches is reported as missed. */
const BAITS = 8;
const BAIT_WITHIN_MS = 15_000;
const MOST_PASSAGES = 6;

/** Has a worker die at a named step for certain: it alone is at work, and gets work until it is dead. */
export class Ambushes {
  readonly missed: Crash[] = [];
  private waiting: Promise<ChildProcess | null>[] = [];

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
    const ambusher = await this.nextReady();
    const passage = needsADoubt(crash) ? 1 : 1 + Math.floor(random() * MOST_PASSAGES);
    const over = ended(ambusher);
    arm(ambusher, crash, passage);
    for (let n = 0; n < BAITS && !isGone(ambusher); n += 1) {
      const postId = await this.load.bait(crash);
      await Promise.race([over, this.untilTaken(postId, ambusher)]);
    }
    const hasDied = isGone(ambusher);
    await kill(ambusher);
    if (hasDied && (await over) === 'SIGKILL') {
      const at = new Date();
      return { what: 'step', crash, from: at, until: at };
    }
    this.missed.push(crash);
    return null;
  }

  async close(): Promise<void> {
    const waiting = await Promise.all(this.waiting.splice(0));
    await Promise.all(waiting.filter((one) => one !== null).map((one) => kill(one)));
  }

  /** Until the bait's deliveries are past the step, with nobody dead. */
  private async untilTaken(postId: number, ambusher: ChildProcess): Promise<void> {
    await until(
      async () =>
        isGone(ambusher) ||
        (await this.peek.unsent(postId)) + (await this.peek.inDoubt(postId)) === 0,
      BAIT_WITHIN_MS,
    );
  }

  private async nextReady(): Promise<ChildProcess> {
    for (;;) {
      this.prepare();
      const next = await this.waiting.shift();
      if (next) return next;
    }
  }
}
