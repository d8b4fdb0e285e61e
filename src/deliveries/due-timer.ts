import type { SchedulerRegistry } from '@nestjs/schedule';

export interface DueTimerOptions {
  /** Under this name the timer stands in Nest's scheduler registry. */
  name: string;
  registry: SchedulerRegistry;
  /** Until there is something to do by the database's clock, negative when it is overdue; null when nothing waits. */
  nextInMs(): Promise<number | null>;
  run(): Promise<void>;
  /** It looks at least this often, in case a signal was lost or what is due has changed; 15 s. */
  longestSleepMs?: number;
  /** A round that threw, for the log. The timer goes on. */
  onFault(error: unknown): void;
}

const LONGEST_SLEEP_MS = 15_000;
const AFTER_FAULT_MS = 1_000;
/** Overdue and not taken: somebody else holds the row, or its account is busy. */
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
    let sleepMs = this.longestSleepMs;
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
      // Another round follows at once.
      if (this.isWoken) return 0;
      const nextInMs = await this.options.nextInMs();
      if (nextInMs === null) return this.longestSleepMs;
      return nextInMs > 0 ? Math.min(nextInMs, this.longestSleepMs) : OVERDUE_SLEEP_MS;
    } catch (error) {
      this.options.onFault(error);
      return AFTER_FAULT_MS;
    }
  }

  private get longestSleepMs(): number {
    return this.options.longestSleepMs ?? LONGEST_SLEEP_MS;
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
