import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { NotificationListener } from '../kernel/database/notifications.js';
import { EventLog } from '../kernel/log.js';
import type { Claim } from './claim.js';
import { ClaimStore } from './claim.store.js';
import { DueTimer } from './due-timer.js';
import { PublisherService } from './publisher.service.js';

/** A backlog is taken in portions of at least this part of the room, not one by one as answers come in. */
const PORTION = 0.25;
/** How long a stopping process waits for answers that are under way. */
const DRAIN_MS = 25_000;

/** The one scheduler: claims what is due, hands it over, and sleeps until the next delivery is due. */
@Injectable()
export class SchedulerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('scheduler');
  private readonly stopping = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private inHand = 0;
  /** The last claim filled the room, so more may be due. */
  private isBacklogged = false;
  private readonly timer: DueTimer;
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    private readonly claims: ClaimStore,
    private readonly publisher: PublisherService,
  ) {
    this.timer = new DueTimer({
      name: 'deliveries:next-due',
      clock,
      registry,
      nextAt: async () => (this.room > 0 ? this.claims.nextDueAt() : null),
      run: () => this.claimWhileThereIsRoom(),
      onFault: (error) => {
        this.log.error('claim_failed', error);
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.unsubscribe = this.notifications.on('munadi_due', () => {
      this.timer.wake();
    });
    this.timer.wake();
  }

  /** Claims nothing more and waits for what is under way; only what has no answer by then is cut off. */
  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    await this.timer.stop();
    const cutOff = setTimeout(() => {
      this.stopping.abort(new Error('The process stops'));
    }, DRAIN_MS);
    await Promise.allSettled(this.underWay);
    clearTimeout(cutOff);
  }

  private get room(): number {
    return this.config.deliveries.concurrency - this.inHand;
  }

  private async claimWhileThereIsRoom(): Promise<void> {
    this.isBacklogged = false;
    while (this.room > 0) {
      const asked = this.room;
      const claims = await this.claims.claimDue(
        asked,
        this.clock.now(),
        this.config.deliveries.leaseMs,
      );
      if (claims.length === 0) return;
      this.handOver(claims);
      if (claims.length < asked) return;
    }
    this.isBacklogged = true;
  }

  private handOver(claims: Claim[]): void {
    this.inHand += claims.length;
    const work = this.publisher
      .publish(claims, this.stopping.signal, () => {
        this.inHand -= 1;
        if (this.isBacklogged && this.room >= this.config.deliveries.concurrency * PORTION) {
          this.timer.wake();
        }
      })
      .finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }
}
