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
import { PlatformRecall } from './platform-recall.js';
import { RecallStore } from './recall.store.js';

/** Takes down what is public of recalled posts, each platform by itself. */
@Injectable()
export class RecallerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly recalls: readonly PlatformRecall[];
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
    const desk = { clock, registry, sendTimeoutMs, credentials, admission, store };
    this.recalls = platforms.all().map((platform) => new PlatformRecall(platform, desk));
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
    await Promise.all(this.recalls.map((recall) => recall.stop()));
  }

  private wake(): void {
    for (const recall of this.recalls) recall.wake();
  }
}
