import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CLOCK, skewBetween, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import type { PlatformName } from '../contract/platforms.js';
import { rowsOf } from '../kernel/database/sql.js';
import { EventLog } from '../kernel/log.js';

/** A platform that a process can't reach. */
export interface DownPlatform {
  platform: PlatformName;
  /** By that process's clock, ISO 8601. */
  since: string;
  /** What the last try came to. */
  because: string;
}

/** A process that publishes, as it last said. */
export interface Worker {
  id: string;
  host: string;
  pid: number;
  role: Config['role'];
  startedAt: Date;
  seenAt: Date;
  /** How far its clock is ahead of the database's, as it found at its heartbeat before; null at its first. */
  skewMs: number | null;
  /** Platforms that it can't reach. */
  down: DownPlatform[];
}

const HEARTBEAT_MS = 5_000;
/** Three heartbeats were missed. */
const GONE_AFTER_MS = 3 * HEARTBEAT_MS;
/** Processes of one restart: none of them tells how long nobody was there before. */
const TOGETHER_MS = 30_000;

/**
 * Which processes publish, and which did. A process is in it before any delivery is claimed, because modules are
 * initialised before the application is. All instants are the database's.
 */
@Injectable()
export class WorkerRegistry implements OnModuleInit, BeforeApplicationShutdown {
  private readonly log = new EventLog('workers');
  private readonly id = randomUUID();
  private heartbeat: NodeJS.Timeout | undefined;
  private skewMs: number | null = null;
  private down: readonly DownPlatform[] = [];

  constructor(
    @Inject(CONFIG) private readonly config: Pick<Config, 'role'>,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.role === 'web') return;
    await this.beat();
    this.heartbeat = setInterval(() => {
      this.beatOrSayWhy();
    }, HEARTBEAT_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.heartbeat === undefined) return;
    clearInterval(this.heartbeat);
    await rowsOf(
      this.dataSource,
      'UPDATE workers SET seen_at = now(), stopped_at = now() WHERE id = $1',
      [this.id],
    ).catch((error: unknown) => {
      this.log.error('goodbye_failed', error);
    });
  }

  /** What this process can't reach from now on; the others are told at once. */
  tellDown(down: readonly DownPlatform[]): void {
    this.down = down;
    this.beatOrSayWhy();
  }

  private beatOrSayWhy(): void {
    this.beat().catch((error: unknown) => {
      this.log.error('heartbeat_failed', error);
    });
  }

  /** Says that this process is there, and how the clocks stood the last time that it said so. */
  async beat(): Promise<void> {
    const askedAtTick = performance.now();
    const [row] = await rowsOf<{ databaseNow: Date }>(
      this.dataSource,
      `INSERT INTO workers (id, host, pid, role, started_at, seen_at, skew_ms, down)
       VALUES ($1, $2, $3, $4, now(), now(), $5, $6)
       ON CONFLICT (id) DO UPDATE SET seen_at = EXCLUDED.seen_at, skew_ms = EXCLUDED.skew_ms,
                                     down = EXCLUDED.down
       RETURNING clock_timestamp() AS "databaseNow"`,
      [this.id, hostname(), process.pid, this.config.role, this.skewMs, JSON.stringify(this.down)],
    );
    if (!row) throw new Error('A heartbeat answers its row');
    const roundTripMs = performance.now() - askedAtTick;
    const theirs = row.databaseNow;
    this.skewMs = skewBetween({ ours: this.clock.now(), theirs, roundTripMs });
  }

  /**
   * When any other process was last seen, up to the start of this one; null when there never was one. Processes that
   * started together with this one do not count.
   */
  async lastSeenAt(): Promise<Date | null> {
    const [row] = await rowsOf<{ seenAt: Date | null }>(
      this.dataSource,
      `SELECT max(LEAST(w.seen_at, me.started_at)) AS "seenAt"
       FROM workers w,
            (SELECT COALESCE((SELECT started_at FROM workers WHERE id = $1), now()) AS started_at) AS me
       WHERE w.id <> $1 AND w.started_at < me.started_at - ${TOGETHER_MS} * interval '1 millisecond'`,
      [this.id],
    );
    return row?.seenAt ?? null;
  }

  /** How long ago any process that publishes was last heard of, by the database's clock; null when there never was one. */
  async silence(): Promise<{ silentMs: number; lastSeenAt: Date } | null> {
    const [row] = await rowsOf<{ silentMs: number; lastSeenAt: Date }>(
      this.dataSource,
      `SELECT extract(epoch FROM now() - seen_at)::float8 * 1000 AS "silentMs", seen_at AS "lastSeenAt"
       FROM workers ORDER BY seen_at DESC LIMIT 1`,
    );
    return row ?? null;
  }

  /** Those that are publishing now, longest first. */
  async aliveWorkers(): Promise<Worker[]> {
    return rowsOf<Worker>(
      this.dataSource,
      `SELECT id, host, pid, role, started_at AS "startedAt", seen_at AS "seenAt",
              skew_ms AS "skewMs", down
       FROM workers
       WHERE stopped_at IS NULL AND seen_at > now() - ${GONE_AFTER_MS} * interval '1 millisecond'
       ORDER BY started_at, id`,
    );
  }

  /**
   * Removes processes unseen for a day. While all that are alive have just started the rows stay: they tell how long
   * nobody was there. Answers how many were removed.
   */
  async forgetGone(): Promise<number> {
    const rows = await rowsOf(
      this.dataSource,
      `DELETE FROM workers
       WHERE seen_at < now() - interval '1 day'
         AND EXISTS (SELECT 1 FROM workers w
                     WHERE w.started_at < now() - interval '10 minutes'
                       AND w.seen_at > now() - ${GONE_AFTER_MS} * interval '1 millisecond')
       RETURNING id`,
    );
    return rows.length;
  }
}
