import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CONFIG, type Config } from '../kernel/config.js';
import { NotificationListener } from '../kernel/database/notifications.js';
import { EventLog } from '../kernel/log.js';
import { DueTimer } from './due-timer.js';
import { RescueStore } from './rescue.store.js';

/** Leases of claims are short and always renewed: when the next one ends unrenewed is not known before. */
const LONGEST_SLEEP_MS = 1_000;

/** Finds claims whose worker is gone and retries whose wait is over. Sends nothing itself. */
@Injectable()
export class RescuerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('rescuer');
  private readonly timer: DueTimer;
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    private readonly store: RescueStore,
  ) {
    this.timer = new DueTimer({
      name: 'deliveries:next-rescue',
      registry,
      nextInMs: () => this.store.nextInMs(),
      run: () => this.rescue(),
      longestSleepMs: LONGEST_SLEEP_MS,
      onFault: (error) => {
        this.log.error('rescue_failed', error);
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

  private async rescue(): Promise<void> {
    const { released, unknown, setAside } = await this.store.rescueExpired();
    await this.store.releaseRetries();
    if (released + unknown + setAside > 0) {
      this.log.warn('claims_rescued', { released, unknown, setAside });
    }
  }
}
