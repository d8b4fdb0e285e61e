import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SealedCredentials, type OpenedAccount } from '../accounts/index.js';
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
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    private readonly platforms: PlatformRegistry,
    private readonly credentials: SealedCredentials,
    private readonly store: ReconcileStore,
  ) {
    this.timer = new DueTimer({
      name: 'deliveries:next-look',
      registry,
      nextInMs: () => this.store.nextLookInMs(),
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
    // One look that cannot be recorded is made again after its lease; the others stand.
    const looks = await Promise.allSettled(
      lost.map((delivery) => this.lookFor(delivery, opened.get(delivery.accountId))),
    );
    for (const look of looks) {
      if (look.status === 'rejected') this.log.error('look_not_recorded', look.reason);
    }
  }

  private async lookFor(lost: LostDelivery, account: OpenedAccount | undefined): Promise<void> {
    const verdict = verdictOf({
      ...lost,
      located: await this.locateOwn(lost, account),
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

  /** Two deliveries may carry the same words: a post that another one is known to be is not this one's. */
  private async locateOwn(
    lost: LostDelivery,
    account: OpenedAccount | undefined,
  ): Promise<Located | null> {
    const located = await this.locate(lost, account);
    const { reconcile } = this.platforms.get(lost.platform).capabilities;
    // What is found by the id of its own draft is no other's.
    if (located?.kind !== 'found' || reconcile === 'two_phase') return located;
    if (!(await this.store.mayBeAnothers(lost, located.remoteId))) {
      return located;
    }
    return {
      kind: 'unreadable',
      detail: 'A post with these words is there, and it may be another one with the same words',
    };
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
        isReply: lost.part > 0,
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
