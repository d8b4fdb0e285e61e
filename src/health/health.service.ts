import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Finding } from '../contract/health.js';
import { judgeSkew, LaneStore, ReportStore } from '../deliveries/index.js';
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
  ) {}

  async doesDatabaseAnswer(): Promise<boolean> {
    return this.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
  }

  async findings(): Promise<Finding[]> {
    const [nobody, workers, parked, heldBack] = await Promise.all([
      this.nobodyPublishes(),
      this.workers.aliveWorkers(),
      this.lanes.parked(),
      this.vacuumHeldBack(),
    ]);
    return [
      ...nobody,
      ...clocksApart(workers),
      ...platformsDown(workers),
      ...pausedPlatforms(parked),
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
