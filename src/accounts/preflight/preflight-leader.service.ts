import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config.js';
import { Leader } from '../../kernel/database/leader.js';
import { PreflightService } from './preflight.service.js';

/** Any number of its own: other numbers of this row are taken by imports, claims, retention and migrations. */
const LEADER_LOCK = 7_310_006;
const SECOND_MS = 1_000;

/** One of the publishing processes checks the accounts for all of them. */
@Injectable()
export class PreflightLeader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly leader: Leader;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    preflight: PreflightService,
  ) {
    this.leader = new Leader({
      databaseUrl: config.databaseUrl,
      lock: LEADER_LOCK,
      tasks: [
        { name: 'plan_night', everyMs: 60 * SECOND_MS, run: () => preflight.planNight() },
        {
          name: 'check_accounts',
          everyMs: 2 * SECOND_MS,
          run: (signal) => preflight.checkDue(signal),
        },
      ],
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.leader.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }
}
