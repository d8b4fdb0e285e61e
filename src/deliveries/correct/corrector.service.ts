import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SealedCredentials, type OpenedAccount } from '../../accounts/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { NotificationListener } from '../../kernel/database/notifications.js';
import { EventLog } from '../../kernel/log.js';
import { PlatformRegistry } from '../../platforms/index.js';
import { AdmissionService } from '../lanes/admission.service.js';
import { PlatformRounds, type PublicWork } from '../platform-rounds.js';
import { changeWords } from './change-words.js';
import { correctedBy } from './corrected.js';
import { CorrectionStore, type Correction } from './correction.store.js';

/** An edit draws on the same budgets as a send, and stands among the campaign's. */
const EDIT = { operation: 'publish', priority: 1 } as const;

/** Gives public posts the words that a person has ordered, each platform by itself. */
@Injectable()
export class CorrectorService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('correction');
  private readonly rounds: readonly PlatformRounds<Correction>[];
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    credentials: SealedCredentials,
    private readonly platforms: PlatformRegistry,
    private readonly admission: AdmissionService,
    private readonly store: CorrectionStore,
  ) {
    const work = this.work();
    this.rounds = platforms
      .all()
      .map(
        ({ capabilities }) =>
          new PlatformRounds(capabilities.name, work, { registry, credentials }),
      );
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.unsubscribe = this.notifications.on('munadi_correct', () => {
      this.wake();
    });
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    await Promise.all(this.rounds.map((round) => round.stop()));
  }

  private wake(): void {
    for (const round of this.rounds) round.wake();
  }

  private work(): PublicWork<Correction> {
    const { store, admission } = this;
    return {
      name: 'correction',
      take: (platform, limit) => store.take(platform, limit),
      nextInMs: (platform) => store.nextInMs(platform),
      admit: (items, accounts) => admission.admitChanges(items, accounts, EDIT),
      postpone: (back) => store.postpone(back),
      doOne: (item, account, stopSignal) => this.correctOne(item, account, stopSignal),
    };
  }

  private async correctOne(
    item: Correction,
    account: OpenedAccount | undefined,
    stopSignal: AbortSignal,
  ): Promise<void> {
    const { deliveryId, platform: name } = item;
    const edited = await changeWords(item, {
      clock: this.clock,
      platform: this.platforms.get(name),
      account,
      sendTimeoutMs: this.config.deliveries.sendTimeoutMs,
      stopSignal,
    });
    if (edited.kind === 'unavailable' && stopSignal.aborted) {
      await this.store.postpone([{ item, waitMs: 0 }]);
      return;
    }
    if (edited.kind === 'unavailable' && edited.retryAfterMs !== null) {
      const told = { forMs: edited.retryAfterMs, because: edited.detail };
      await this.admission.pauseChanges(item, account, { ...told, operation: EDIT.operation });
    }
    const result = correctedBy(edited, item.tries + 1);
    await this.store.settle(item, result);
    this.log.info('correction_settled', { deliveryId, platform: name, state: result.state });
  }
}
