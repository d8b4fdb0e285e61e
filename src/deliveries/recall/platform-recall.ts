import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { SchedulerRegistry } from '@nestjs/schedule';
import type { OpenedAccount, SealedCredentials } from '../../accounts/index.js';
import type { Clock } from '../../kernel/clock.js';
import { EventLog } from '../../kernel/log.js';
import type { AnyPlatform } from '../../platforms/index.js';
import { DueTimer } from '../due-timer.js';
import type { AdmissionService } from '../lanes/admission.service.js';
import type { RecallStore, Retractable } from './recall.store.js';
import { takenBy } from './retraction.js';
import { takeDown } from './take-down.js';

/** Deletes to one platform that are under way at once, beside the sends and never behind them. */
const PLACES = 32;
/** With fewer places free nothing is taken: a backlog is taken in portions, not one by one. */
const PORTION = 8;

export interface RecallDesk {
  clock: Clock;
  registry: SchedulerRegistry;
  sendTimeoutMs: number;
  credentials: SealedCredentials;
  admission: AdmissionService;
  store: RecallStore;
}

/** Takes down what is public on one platform. One that hangs fills its own places only. */
export class PlatformRecall {
  private readonly log = new EventLog('recaller');
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  private readonly timer: DueTimer;

  constructor(
    private readonly platform: AnyPlatform,
    private readonly desk: RecallDesk,
  ) {
    setMaxListeners(0, this.stopping.signal);
    this.timer = new DueTimer({
      name: `deliveries:next-recall:${this.name}`,
      registry: desk.registry,
      nextInMs: () => this.nextInMs(),
      run: () => this.takeWhileThereIsRoom(),
      onFault: (error) => {
        this.log.error('recall_failed', error);
      },
    });
  }

  wake(): void {
    this.timer.wake();
  }

  /** Cuts off what is under way and gives it back: a delete may be made twice. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The process stops'));
    await this.timer.stop();
    await Promise.all(this.underWay);
  }

  private get name() {
    return this.platform.capabilities.name;
  }

  private get room(): number {
    return PLACES - this.underWay.size;
  }

  /** Null without room: the next delete that ends wakes the timer. */
  private async nextInMs(): Promise<number | null> {
    return this.room < PORTION ? null : this.desk.store.nextInMs(this.name);
  }

  private async takeWhileThereIsRoom(): Promise<void> {
    while (this.room >= PORTION && !this.stopping.signal.aborted) {
      const taken = await this.desk.store.take(this.name, this.room);
      if (taken.length === 0) return;
      await this.start(taken);
    }
  }

  /** What this throws for is taken again when its lease ends. */
  private async start(taken: readonly Retractable[]): Promise<void> {
    const { credentials, admission, store } = this.desk;
    const accounts = await credentials.openFor(taken.map(({ accountId }) => accountId));
    const admitted = await admission.admitRetractions(taken, accounts);
    for (const { item, startInMs } of admitted.filter((one) => one.kind === 'go')) {
      this.track(this.takeDownIn(startInMs, item, accounts.get(item.accountId)));
    }
    await store.postpone(admitted.filter((one) => one.kind === 'back'));
  }

  private track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        this.log.error('retraction_not_recorded', error);
      })
      .finally(() => {
        this.underWay.delete(tracked);
        this.timer.wake();
      });
    this.underWay.add(tracked);
  }

  private async takeDownIn(
    startInMs: number,
    item: Retractable,
    account: OpenedAccount | undefined,
  ): Promise<void> {
    const { signal } = this.stopping;
    if (startInMs > 0) await pause(startInMs, undefined, { signal }).catch(() => undefined);
    await this.takeDownOne(item, account);
  }

  private async takeDownOne(item: Retractable, account: OpenedAccount | undefined): Promise<void> {
    const { clock, sendTimeoutMs, store, admission } = this.desk;
    const retracted = await takeDown(item, {
      clock,
      platform: this.platform,
      account,
      sendTimeoutMs,
      stopSignal: this.stopping.signal,
    });
    if (retracted.kind === 'unavailable' && this.stopping.signal.aborted) {
      await store.postpone([{ item, waitMs: 0 }]);
      return;
    }
    if (retracted.kind === 'unavailable' && retracted.retryAfterMs !== null) {
      const told = { forMs: retracted.retryAfterMs, because: retracted.detail };
      await admission.pauseRetractions(item, account, told);
    }
    const result = takenBy(retracted, item.tries + 1);
    await store.settle(item, result);
    const { deliveryId, platform } = item;
    this.log.info('retraction_settled', { deliveryId, platform, state: result.state });
  }
}
