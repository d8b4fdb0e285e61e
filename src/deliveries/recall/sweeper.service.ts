import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CONFIG, type Config } from '../../kernel/config.js';
import { NotificationListener } from '../../kernel/database/notifications.js';
import { EventLog } from '../../kernel/log.js';
import { DueTimer } from '../due-timer.js';
import { RecallStore } from './recall.store.js';

const MINUTE_MS = 60_000;
/** At the start and after a lost connection: nothing was heard meanwhile. */
const UNHEARD_MS = 30 * 24 * 60 * MINUTE_MS;
/**
 * A result that was being written in the moment of the recall does not know of it and tells nobody. No statement of
 * the delivery path takes as long as this.
 */
const WATCHED_MS = MINUTE_MS;
const WATCHED_EVERY_MS = 2_000;

/**
 * Finds what becomes public of a post after its recall: sends that were under way, lost ones that are found, late
 * proofs, and what a person says.
 */
@Injectable()
export class SweeperService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('recaller');
  private readonly named = new Set<number>();
  private readonly timer: DueTimer;
  private hasHeardAll = false;
  private isWatching = false;
  private unsubscribe: () => void = () => undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    registry: SchedulerRegistry,
    private readonly store: RecallStore,
  ) {
    this.timer = new DueTimer({
      name: 'deliveries:next-sweep',
      registry,
      nextInMs: () => Promise.resolve(this.isWatching ? WATCHED_EVERY_MS : null),
      run: () => this.sweep(),
      onFault: (error) => {
        this.log.error('sweep_failed', error);
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.unsubscribe = this.notifications.on('munadi_recall', (postId) => {
      if (postId === '') this.hasHeardAll = false;
      else this.named.add(Number(postId));
      this.timer.wake();
    });
    this.timer.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.unsubscribe();
    await this.timer.stop();
  }

  private async sweep(): Promise<void> {
    const withinMs = this.hasHeardAll ? WATCHED_MS : UNHEARD_MS;
    this.hasHeardAll = true;
    try {
      const recalled = await this.store.recalledWithin(withinMs);
      this.isWatching = recalled.some(({ agoMs }) => agoMs < WATCHED_MS);
      for (const { postId } of recalled) this.named.add(postId);
      for (const postId of [...this.named]) await this.sweepOne(postId);
    } catch (error) {
      this.hasHeardAll = false;
      throw error;
    }
  }

  /** Struck off beforehand: what is heard meanwhile leads to another sweep. */
  private async sweepOne(postId: number): Promise<void> {
    this.named.delete(postId);
    try {
      await this.store.sweep(postId);
    } catch (error) {
      this.named.add(postId);
      throw error;
    }
  }
}
