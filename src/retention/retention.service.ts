import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AuditChain, AuditDrop, AuditHeads } from '../audit/index.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { Leader, type LeaderTask } from '../kernel/database/leader.js';
import { EventLog } from '../kernel/log.js';
import { WorkerRegistry } from '../workers/index.js';
import { ArchiveService } from './archive.service.js';
import { VacuumService } from './vacuum.service.js';
import { VacuumStore } from './vacuum.store.js';

/** Any number of its own: other numbers of this row are taken by imports, claims and migrations. */
const LEADER_LOCK = 7_310_004;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What one of the publishing processes does for all of them, so that the tables stay small and the queue fast. */
@Injectable()
export class RetentionService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new EventLog('retention');
  private readonly leader: Leader;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    archive: ArchiveService,
    vacuum: VacuumService,
    workers: WorkerRegistry,
    private readonly auditChain: AuditChain,
    private readonly auditHeads: AuditHeads,
    private readonly auditDrop: AuditDrop,
    private readonly vacuumStore: VacuumStore,
  ) {
    this.leader = new Leader({
      databaseUrl: config.databaseUrl,
      lock: LEADER_LOCK,
      tasks: [
        { name: 'archive', everyMs: 10 * MINUTE_MS, run: (signal) => archive.runOnce(signal) },
        {
          name: 'vacuum',
          everyMs: 10 * SECOND_MS,
          run: async (signal) => {
            await vacuum.runOnce(signal);
          },
        },
        { name: 'held_back_vacuum', everyMs: MINUTE_MS, run: () => this.warnOfHolder() },
        {
          name: 'forget_workers',
          everyMs: 60 * MINUTE_MS,
          run: async () => {
            await workers.forgetGone();
          },
        },
        ...this.auditTasks(),
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

  private auditTasks(): LeaderTask[] {
    return [
      {
        name: 'chain_audit',
        everyMs: 2 * SECOND_MS,
        run: async (signal) => {
          await this.auditChain.chainWaiting(signal);
        },
      },
      {
        name: 'export_audit_head',
        everyMs: 10 * SECOND_MS,
        run: async () => {
          await this.auditHeads.exportIfDue();
        },
      },
      {
        name: 'drop_old_audit',
        everyMs: 60 * MINUTE_MS,
        run: async (signal) => {
          await this.auditDrop.dropOld(signal);
        },
      },
    ];
  }

  private async warnOfHolder(): Promise<void> {
    const holder = await this.vacuumStore.findHeldBack();
    if (holder) this.log.warn('vacuum_held_back', { ...holder });
  }
}
