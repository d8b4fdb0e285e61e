import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { EventLog } from '../kernel/log.js';
import { UploadsService } from './uploads.service.js';
import { WorkFolders } from './work-folders.js';

const HOUR_MS = 60 * 60_000;
/** Longer than the longest work on one file. */
const LEFT_BEHIND_MS = 24 * HOUR_MS;

/** Once an hour: uploads that nobody goes on with, and what killed processes have left. Each process may do it. */
@Injectable()
export class MediaTidyService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('media');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly uploads: UploadsService,
    private readonly folders: WorkFolders,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'worker') return;
    this.timer = setInterval(() => {
      this.tidy().catch((error: unknown) => {
        this.log.error('media_tidy_failed', error);
      });
    }, HOUR_MS).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  async tidy(): Promise<void> {
    await this.uploads.forgetOld();
    await this.folders.tidy(new Date(this.clock.now().getTime() - LEFT_BEHIND_MS));
  }
}
