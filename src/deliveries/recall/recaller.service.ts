import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SealedCredentials, type OpenedAccount } from '../../accounts/index.js';
import type { PlatformName } from '../../contract/platforms.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { NotificationListener } from '../../kernel/database/notifications.js';
import { EventLog } from '../../kernel/log.js';
import { PlatformRegistry, type Retracted } from '../../platforms/index.js';
import { DueTimer } from '../due-timer.js';
import { AdmissionService } from '../lanes/admission.service.js';
import { SendRoom } from '../send-room.js';
import { RecallStore, type Retractable } from './recall.store.js';
import { takenBy } from './retraction.js';

/** Deletes to one platform that are under way at once, beside the sends and never behind them. */
const PLACES = 32;

/** Takes down what is public of recalled posts. */
@Injectable()
export class RecallerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('recaller');
  private readonly rooms = new Map<PlatformName, SendRoom>();
  private readonly timer: DueTimer;
  private readonly unsubscribes: (() => void)[] = [];
  private hasSwept = false;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    private readonly platforms: PlatformRegistry,
    private readonly credentials: SealedCredentials,
    private readonly admission: AdmissionService,
    private readonly store: RecallStore,
  ) {
    this.timer = new DueTimer({
      name: 'deliveries:next-recall',
      registry,
      nextInMs: () => this.store.nextInMs(),
      run: () => this.takeDown(),
      onFault: (error) => {
        this.log.error('recall_failed', error);
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.unsubscribes.push(
      this.notifications.on('munadi_recall', (postId) => {
        void this.sweep(postId);
      }),
    );
    this.timer.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const unsubscribe of this.unsubscribes) unsubscribe();
    await this.timer.stop();
  }

  /** A post that was recalled has one more that is public; without a name any may have. */
  private async sweep(postId: string): Promise<void> {
    if (postId === '') this.hasSwept = false;
    else {
      await this.store.sweep(Number(postId)).catch((error: unknown) => {
        this.log.error('sweep_failed', error);
        this.hasSwept = false;
      });
    }
    this.timer.wake();
  }

  private async takeDown(): Promise<void> {
    if (!this.hasSwept) {
      await this.store.sweepAll();
      this.hasSwept = true;
    }
    for (let taken = await this.store.take(); taken.length > 0; taken = await this.store.take()) {
      const accounts = await this.credentials.openFor(taken.map(({ accountId }) => accountId));
      const results = await Promise.allSettled(
        (await this.admission.admitRetractions(taken, accounts)).map(({ item, waitMs }) =>
          waitMs === 0
            ? this.takeDownOne(item, accounts.get(item.accountId))
            : this.store.settle(
                item,
                { state: 'recall_pending', inMs: waitMs, detail: 'Waits for the platform' },
                { isTry: false },
              ),
        ),
      );
      for (const result of results) {
        // What could not be recorded is tried again after its lease.
        if (result.status === 'rejected') this.log.error('retraction_not_recorded', result.reason);
      }
    }
  }

  private async takeDownOne(item: Retractable, account: OpenedAccount | undefined): Promise<void> {
    const room = this.rooms.get(item.platform) ?? new SendRoom(PLACES);
    this.rooms.set(item.platform, room);
    const retracted = await room.run(() => this.retract(item, account));
    const result = takenBy(retracted, item.tries + 1);
    await this.store.settle(item, result);
    const { deliveryId, platform } = item;
    this.log.info('retraction_settled', { deliveryId, platform, state: result.state });
  }

  private async retract(
    { publishedId: postId, publishedAt, ...item }: Retractable,
    account: OpenedAccount | undefined,
  ): Promise<Retracted> {
    const platform = this.platforms.get(item.platform);
    const { retract } = platform.capabilities;
    if (postId === null || !platform.retract || retract.kind === 'never') {
      return { kind: 'refused', detail: BY_HAND };
    }
    const ageMs = this.clock.now().getTime() - publishedAt.getTime();
    if (retract.withinMs !== null && ageMs > retract.withinMs) {
      return { kind: 'refused', detail: TOO_OLD };
    }
    if (account?.kind !== 'open') {
      return { kind: 'refused', detail: account?.detail ?? 'The account is gone' };
    }
    const signal = AbortSignal.timeout(this.config.deliveries.sendTimeoutMs);
    const { remoteId, handle } = item;
    const { credentials } = account;
    try {
      return await platform.retract({
        remoteId,
        handle,
        credentials,
        signal,
        postId,
        publishedAt,
      });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      const detail = `The delete could not be made (${name})`;
      return { kind: 'unavailable', retryAfterMs: null, detail };
    }
  }
}

const BY_HAND = 'It can only be deleted by hand: open the account and delete the post';
const TOO_OLD = `The platform deletes only younger posts. ${BY_HAND}`;
