import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { SealedCredentials } from '../../accounts/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { NotificationListener } from '../../kernel/database/notifications.js';
import { PlatformRegistry } from '../../platforms/index.js';
import { AdmissionService } from '../lanes/admission.service.js';
import { PlatformRounds } from '../platform-rounds.js';
import { recallWork } from './platform-recall.js';
import { RecallStore, type Retractable } from './recall.store.js';

/** Takes down what is public of recalled posts, each platform by itself. */
@Injectable()
export class RecallerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds: readonly PlatformRounds<Retractable>[];
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(CLOCK) clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    platforms: PlatformRegistry,
    credentials: SealedCredentials,
    admission: AdmissionService,
    store: RecallStore,
  ) {
    const { sendTimeoutMs } = config.deliveries;
    const work = recallWork({ clock, sendTimeoutMs, platforms, admission, store });
    this.rounds = platforms
      .all()
      .map(
        ({ capabilities }) =>
          new PlatformRounds(capabilities.name, work, { registry, credentials }),
      );
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.unsubscribe = this.notifications.on('munadi_recall', () => {
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
}
