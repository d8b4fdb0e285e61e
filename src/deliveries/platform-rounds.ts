import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { SchedulerRegistry } from '@nestjs/schedule';
import type { OpenedAccount, SealedCredentials } from '../accounts/index.js';
import type { PlatformName } from '../contract/platforms.js';
import { EventLog } from '../kernel/log.js';
import { DueTimer } from './due-timer.js';
import type { AdmittedChange } from './lanes/admission.service.js';

/** Changes on one platform that are under way at once, beside the sends and never behind them. */
const PLACES = 32;
/** With fewer places free nothing is taken: a backlog is taken in portions, not one by one. */
const PORTION = 8;

/** What is done to posts that are public already: taken down, or given other words. May be done twice. */
export interface PublicWork<Item> {
  /** As the log and the timers call it: `recall`. */
  name: string;
  take(platform: PlatformName, limit: number): Promise<Item[]>;
  /** Until the next item of this platform is due; null when there is none. */
  nextInMs(platform: PlatformName): Promise<number | null>;
  admit(
    items: readonly Item[],
    accounts: ReadonlyMap<number, OpenedAccount>,
  ): Promise<AdmittedChange<Item>[]>;
  /** Gives back what could not be asked for yet; it counts as no try. */
  postpone(back: readonly { item: Item; waitMs: number }[]): Promise<void>;
  /** One try, recorded. What it throws for is taken again when its lease ends. */
  doOne(item: Item, account: OpenedAccount | undefined, stopSignal: AbortSignal): Promise<void>;
}

/** Carries out such work on one platform. One that hangs fills its own places only. */
export class PlatformRounds<Item extends { accountId: number }> {
  private readonly log: EventLog;
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly timer: DueTimer;

  constructor(
    private readonly platform: PlatformName,
    private readonly work: PublicWork<Item>,
    private readonly desk: { registry: SchedulerRegistry; credentials: SealedCredentials },
  ) {
    this.log = new EventLog(work.name);
    setMaxListeners(0, this.stopping.signal);
    this.timer = new DueTimer({
      name: `deliveries:next-${work.name}:${platform}`,
      registry: desk.registry,
      nextInMs: () => this.nextInMs(),
      run: () => this.takeWhileThereIsRoom(),
      onFault: (error) => {
        this.log.error('round_failed', error);
      },
    });
  }

  wake(): void {
    this.timer.wake();
  }

  /** Cuts off what is under way and gives it back. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The process stops'));
    await this.timer.stop();
    await Promise.all(this.underWay);
  }

  private get room(): number {
    return PLACES - this.underWay.size;
  }

  /** Null without room: the next one that ends wakes the timer. */
  private async nextInMs(): Promise<number | null> {
    return this.room < PORTION ? null : this.work.nextInMs(this.platform);
  }

  private async takeWhileThereIsRoom(): Promise<void> {
    while (this.room >= PORTION && !this.stopping.signal.aborted) {
      const taken = await this.work.take(this.platform, this.room);
      if (taken.length === 0) return;
      await this.start(taken);
    }
  }

  /** What this throws for is taken again when its lease ends. */
  private async start(taken: readonly Item[]): Promise<void> {
    const accounts = await this.desk.credentials.openFor(taken.map(({ accountId }) => accountId));
    const admitted = await this.work.admit(taken, accounts);
    for (const { item, startInMs } of admitted.filter((one) => one.kind === 'go')) {
      this.track(this.doIn(startInMs, item, accounts.get(item.accountId)));
    }
    await this.work.postpone(admitted.filter((one) => one.kind === 'back'));
  }

  private track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        this.log.error('change_not_recorded', error);
      })
      .finally(() => {
        this.underWay.delete(tracked);
        this.timer.wake();
      });
    this.underWay.add(tracked);
  }

  private async doIn(
    startInMs: number,
    item: Item,
    account: OpenedAccount | undefined,
  ): Promise<void> {
    const { signal } = this.stopping;
    if (startInMs > 0) await pause(startInMs, undefined, { signal }).catch(() => undefined);
    await this.work.doOne(item, account, signal);
  }
}
