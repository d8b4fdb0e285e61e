import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccountTroublesStore } from '../accounts/index.js';
import { AuditChain } from '../audit/index.js';
import type { Finding } from '../contract/health.js';
import { judgeSkew, LaneStore, ReportStore } from '../deliveries/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { VacuumStore } from '../retention/index.js';
import { WorkerRegistry, type Worker } from '../workers/index.js';
import { pausedPlatforms } from './paused-platforms.js';

const SILENT_MS = 60_000;

/** Asks everybody who knows something of how Munadi is; the most urgent first. */
@Injectable()
export class HealthService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly workers: WorkerRegistry,
    private readonly lanes: LaneStore,
    private readonly reports: ReportStore,
    private readonly vacuum: VacuumStore,
    private readonly accounts: AccountTroublesStore,
    private readonly chain: AuditChain,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async doesDatabaseAnswer(): Promise<boolean> {
    return this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  /** Of accounts, only of those at or below `scopePath`. */
  async findings(scopePath: string): Promise<Finding[]> {
    const [nobody, workers, parked, accounts, notChained, heldBack] = await Promise.all([
      this.nobodyPublishes(),
      this.workers.aliveWorkers(),
      this.lanes.parked(),
      this.accountTroubles(scopePath),
      this.recordNotChained(),
      this.vacuumHeldBack(),
    ]);
    return [
      ...nobody,
      ...clocksApart(workers),
      ...platformsDown(workers),
      ...pausedPlatforms(parked),
      ...accounts,
      ...notChained,
      ...heldBack,
    ];
  }

  private async nobodyPublishes(): Promise<Finding[]> {
    const silence = await this.workers.silence();
    if (silence && silence.silentMs < SILENT_MS) return [];
    const dueSince = await this.reports.dueSince();
    if (dueSince === null) return [];
    const lastSeenAt = silence?.lastSeenAt.toISOString() ?? null;
    return [{ code: 'nobody_publishes', dueSince: dueSince.toISOString(), lastSeenAt }];
  }

  private async accountTroubles(scopePath: string): Promise<Finding[]> {
    const [broken, ending] = await Promise.all([
      this.accounts.broken(scopePath),
      this.accounts.ending(scopePath, this.clock.now()),
    ]);
    return [
      ...broken.map((one): Finding => ({ code: 'accounts_broken', ...one })),
      ...ending.map(({ soonestAt, ...one }): Finding => {
        return { code: 'access_ends', ...one, soonestAt: soonestAt.toISOString() };
      }),
    ];
  }

  private async recordNotChained(): Promise<Finding[]> {
    const since = await this.chain.overdueSince(this.clock.now());
    return since ? [{ code: 'record_not_chained', since: since.toISOString() }] : [];
  }

  private async vacuumHeldBack(): Promise<Finding[]> {
    return (await this.vacuum.findHeldBack()) ? [{ code: 'vacuum_held_back' }] : [];
  }
}

function clocksApart(workers: readonly Worker[]): Finding[] {
  return workers.flatMap(({ host, skewMs }): Finding[] => {
    const verdict = judgeSkew(skewMs ?? 0);
    if (verdict === 'together') return [];
    const sendsNothing = verdict === 'too_far_apart';
    return [{ code: 'clocks_apart', host, aheadMs: Math.round(skewMs ?? 0), sendsNothing }];
  });
}

function platformsDown(workers: readonly Worker[]): Finding[] {
  return workers.flatMap(({ host, down }) =>
    down.map((one): Finding => ({ code: 'platform_down', host, ...one })),
  );
}
