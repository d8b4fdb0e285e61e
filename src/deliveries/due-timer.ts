import type { SchedulerRegistry } from '@nestjs/schedule';
import type { Clock } from '../kernel/clock.js';

export interface DueTimerOptions {
  /** Under this name the timer stands in Nest's scheduler registry. */
  name: string;
  clock: Clock;
  registry: SchedulerRegistry;
  /** The next instant at which there is something to do; null when nothing waits. */
  nextAt(): Promise<Date | null>;
  run(): Promise<void>;
  /** A round that threw, for the log. The timer goes on. */
  onFault(error: unknown): void;
}

/** Even with nothing waiting it looks this often, in case a signal was lost. */
const LONGEST_SLEEP_MS = 15_000;
const AFTER_FAULT_MS = 1_000;
/** Due by this clock and not taken: the database's clock is behind, or somebody else holds the row. */
const OVERDUE_SLEEP_MS = 50;

/**
 * Sleeps until the next thing is due, runs, and sleeps again. `wake` makes it look at once; wakes during a run
 * lead to exactly one more run, so no signal is lost between looking and sleeping.
 */
export class DueTimer {
  private isRunning = false;
  private isWoken = false;
  private isStopped = false;
  private round: Promise<void> = Promise.resolve();

  constructor(private readonly options: DueTimerOptions) {}

  wake(): void {
    if (this.isStopped) return;
    this.isWoken = true;
    if (!this.isRunning) this.round = this.runWhileWoken();
  }

  /** No round starts afterwards; answers when the one under way is over. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.disarm();
    await this.round;
  }

  private async runWhileWoken(): Promise<void> {
    this.isRunning = true;
    this.disarm();
    let sleepMs = LONGEST_SLEEP_MS;
    while (this.isWoken && !this.isStopped) {
      this.isWoken = false;
      sleepMs = await this.runOnce();
    }
    this.isRunning = false;
    if (!this.isStopped) this.arm(sleepMs);
  }

  private async runOnce(): Promise<number> {
    try {
      await this.options.run();
      const nextAt = await this.options.nextAt();
      if (nextAt === null) return LONGEST_SLEEP_MS;
      const untilMs = nextAt.getTime() - this.options.clock.now().getTime();
      return untilMs > 0 ? Math.min(untilMs, LONGEST_SLEEP_MS) : OVERDUE_SLEEP_MS;
    } catch (error) {
      this.options.onFault(error);
      return AFTER_FAULT_MS;
    }
  }

  private arm(sleepMs: number): void {
    const timeout = setTimeout(() => {
      this.wake();
    }, sleepMs);
    this.options.registry.addTimeout(this.options.name, timeout);
  }

  private disarm(): void {
    const { registry, name } = this.options;
    if (registry.doesExist('timeout', name)) registry.deleteTimeout(name);
  }
}
