import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SealedCredentials, type OpenedAccount } from '../accounts/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { NotificationListener } from '../kernel/database/notifications.js';
import { EventLog } from '../kernel/log.js';
import { PlatformRegistry, type Located } from '../platforms/index.js';
import { DueTimer } from './due-timer.js';
import { verdictOf } from './reconcile.js';
import { ReconcileStore, type LostDelivery } from './reconcile.store.js';

/** Looks for posts whose answer was lost. Reads on the platform, never writes there. */
@Injectable()
export class ReconcilerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('reconciler');
  private readonly timer: DueTimer;
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(CLOCK) clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    private readonly platforms: PlatformRegistry,
    private readonly credentials: SealedCredentials,
    private readonly store: ReconcileStore,
  ) {
    this.timer = new DueTimer({
      name: 'deliveries:next-look',
      clock,
      registry,
      nextAt: () => this.store.nextLookAt(),
      run: () => this.lookForLost(),
      onFault: (error) => {
        this.log.error('reconcile_failed', error);
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.unsubscribe = this.notifications.on('munadi_later', () => {
      this.timer.wake();
    });
    this.timer.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    await this.timer.stop();
  }

  private async lookForLost(): Promise<void> {
    const lost = await this.store.takeLost();
    const opened = await this.credentials.openFor(lost.map((delivery) => delivery.accountId));
    await Promise.all(
      lost.map((delivery) => this.lookFor(delivery, opened.get(delivery.accountId))),
    );
  }

  private async lookFor(lost: LostDelivery, account: OpenedAccount | undefined): Promise<void> {
    const verdict = verdictOf({
      located: await this.locate(lost, account),
      looks: lost.looks,
      waitsMs: this.config.deliveries.reconcileWaitsMs,
    });
    await this.store.conclude(lost, verdict);
    this.log.info('lost_delivery_looked_for', {
      deliveryId: lost.deliveryId,
      platform: lost.platform,
      verdict: verdict.kind,
      look: lost.looks + 1,
    });
  }

  private async locate(
    lost: LostDelivery,
    account: OpenedAccount | undefined,
  ): Promise<Located | null> {
    const platform = this.platforms.get(lost.platform);
    if (!platform.locate) return null;
    if (account?.kind !== 'open') {
      return { kind: 'unreadable', detail: account?.detail ?? 'The account is gone' };
    }
    try {
      return await platform.locate({
        remoteId: lost.remoteId,
        handle: lost.handle,
        credentials: account.credentials,
        text: lost.text,
        progress: lost.progress ?? undefined,
        sentAt: lost.sentAt,
        signal: AbortSignal.timeout(this.config.deliveries.sendTimeoutMs),
      });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      return { kind: 'unreadable', detail: `The platform could not be read (${name})` };
    }
  }
}
