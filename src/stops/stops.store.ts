import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { PlatformName } from '../contract/platforms.js';
import type { NewStop, StopScope } from '../contract/stops.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import type { StandingStop } from './hold-on.js';
import type { Stop, StopSet } from './stop-for.js';

export interface StopRow extends StandingStop {
  subjectId: number | null;
  liftedBy: string | null;
  liftedAt: Date | null;
}

/** The place that a stop binds: its own district, or that of its account; null where it binds the whole tree. */
const ROW = `
  SELECT s.id, s.scope, s.platform, s.campaign_id AS "campaignId", s.account_id AS "accountId", s.reason,
         COALESCE(d.path, ad.path) AS "districtPath",
         COALESCE(s.district_id, s.campaign_id, s.account_id) AS "subjectId",
         COALESCE(d.name_en, c.name, a.handle) AS "subjectEn",
         COALESCE(d.name_hi, c.name, a.handle) AS "subjectHi",
         p.name AS "stoppedBy", s.stopped_at AS "stoppedAt", l.name AS "liftedBy", s.lifted_at AS "liftedAt"
  FROM stops s
  JOIN people p ON p.id = s.person_id
  LEFT JOIN people l ON l.id = s.lifted_by
  LEFT JOIN districts d ON d.id = s.district_id
  LEFT JOIN campaigns c ON c.id = s.campaign_id
  LEFT JOIN accounts a ON a.id = s.account_id
  LEFT JOIN districts ad ON ad.id = a.district_id`;
const LIFTED_SHOWN = 50;

@Injectable()
export class StopsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Generation and standing stops of one snapshot. */
  async current(): Promise<StopSet> {
    const rows = await rowsOf<(Stop | { id: null }) & { generation: number }>(
      this.dataSource,
      `SELECT g.generation, s.id, s.scope, s.platform, d.path AS "districtPath",
              s.campaign_id AS "campaignId", s.account_id AS "accountId", s.reason
       FROM sending_gate g
       LEFT JOIN stops s ON s.lifted_at IS NULL
       LEFT JOIN districts d ON d.id = s.district_id`,
    );
    return {
      generation: rows[0]?.generation ?? 0,
      stops: rows.filter((row) => row.id !== null),
    };
  }

  /**
   * Waits for the intents that are being written and keeps new ones out until this transaction ends: each of them
   * shares this row.
   */
  async closeGate(executor: Executor): Promise<void> {
    await rowsOf(executor, 'UPDATE sending_gate SET generation = generation + 1');
  }

  /** The id of the stop that stands already, if one does. */
  async standing(executor: Executor, stop: NewStop): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `SELECT id FROM stops
       WHERE lifted_at IS NULL AND scope = $1 AND platform IS NOT DISTINCT FROM $2::platform_name
         AND district_id IS NOT DISTINCT FROM $3::int AND campaign_id IS NOT DISTINCT FROM $4::int
         AND account_id IS NOT DISTINCT FROM $5::int`,
      [stop.scope, ...subjectOf(stop)],
    );
    return row?.id;
  }

  async insert(executor: Executor, order: StopOrder): Promise<number> {
    const { stop, personId, at } = order;
    const [row] = await rowsOf<{ id: number }>(
      executor,
      `INSERT INTO stops (scope, platform, district_id, campaign_id, account_id, reason, person_id, stopped_at)
       VALUES ($1, $2::platform_name, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [stop.scope, ...subjectOf(stop), stop.reason, personId, at],
    );
    await rowsOf(executor, `SELECT pg_notify('munadi_stops', '')`);
    if (!row) throw new Error('An insert answers its row');
    return row.id;
  }

  /** Answers false when it is lifted already. */
  async lift(
    executor: Executor,
    { id, personId, at }: { id: number; personId: number; at: Date },
  ): Promise<boolean> {
    const rows = await rowsOf(
      executor,
      `UPDATE stops SET lifted_at = $2, lifted_by = $3 WHERE id = $1 AND lifted_at IS NULL RETURNING id`,
      [id, at, personId],
    );
    await rowsOf(executor, `SELECT pg_notify('munadi_stops', '')`);
    return rows.length > 0;
  }

  /** Locked until the transaction ends; false where it was lifted. */
  async lockStanding(executor: Executor, id: number): Promise<boolean> {
    const rows = await rowsOf(
      executor,
      'SELECT 1 FROM stops WHERE id = $1 AND lifted_at IS NULL FOR UPDATE',
      [id],
    );
    return rows.length > 0;
  }

  /** Accounts with anything that has not gone out and that this stop binds, due or not. */
  async accountsHeldBy(executor: Executor, id: number): Promise<number[]> {
    const rows = await rowsOf<{ accountId: number }>(
      executor,
      `SELECT DISTINCT d.account_id AS "accountId"
       FROM stops x
       LEFT JOIN districts xd ON xd.id = x.district_id
       JOIN deliveries d ON d.state IN ('planned', 'ready', 'claimed', 'retry_wait')
       JOIN posts p ON p.id = d.post_id
       JOIN accounts a ON a.id = d.account_id
       JOIN districts s ON s.id = a.district_id
       WHERE x.id = $1 AND CASE x.scope
         WHEN 'everything' THEN true
         WHEN 'platform' THEN d.platform = x.platform
         WHEN 'district' THEN starts_with(s.path, xd.path)
         WHEN 'campaign' THEN p.campaign_id = x.campaign_id
         ELSE d.account_id = x.account_id
       END
       ORDER BY 1`,
      [id],
    );
    return rows.map(({ accountId }) => accountId);
  }

  /** What stops have held comes up again; what another one binds is held again at once. */
  async wakeHeld(executor: Executor): Promise<void> {
    await rowsOf(
      executor,
      `WITH held AS (
         SELECT d.id FROM unnest(enum_range(NULL::platform_name)) AS r(platform)
         CROSS JOIN (VALUES (0::smallint), (1::smallint), (2::smallint)) AS p(priority)
         CROSS JOIN LATERAL (
           SELECT id FROM deliveries
           WHERE state = 'ready' AND platform = r.platform AND priority = p.priority
             AND wake_at = 'infinity'
         ) d
       ), woken AS (
         UPDATE deliveries d SET wake_at = GREATEST(d.due_at, now())
         FROM held h WHERE d.id = h.id AND d.state = 'ready'
       )
       SELECT pg_notify('munadi_due', '')`,
    );
  }

  async one(id: number): Promise<StopRow | undefined> {
    const [row] = await rowsOf<StopRow>(this.dataSource, `${ROW} WHERE s.id = $1`, [id]);
    return row;
  }

  /** The stops that stand, the oldest first. */
  async allStanding(): Promise<StandingStop[]> {
    return rowsOf<StandingStop>(
      this.dataSource,
      `${ROW} WHERE s.lifted_at IS NULL ORDER BY s.stopped_at, s.id`,
    );
  }

  /** Those that bind a place at, above or below `placePath`: the standing ones, and the last that were lifted. */
  async list(placePath: string): Promise<StopRow[]> {
    return rowsOf<StopRow>(
      this.dataSource,
      `SELECT * FROM (
         SELECT x.*, row_number() OVER (PARTITION BY x."liftedAt" IS NULL ORDER BY COALESCE(x."liftedAt", x."stoppedAt") DESC) AS place
         FROM (${ROW}) x
         WHERE x."districtPath" IS NULL OR x."districtPath" LIKE $1 || '%'
            OR x.scope = 'district' AND $1 LIKE x."districtPath" || '%'
       ) y
       WHERE y."liftedAt" IS NULL OR y.place <= ${LIFTED_SHOWN}
       ORDER BY y."liftedAt" IS NOT NULL, y."stoppedAt" DESC`,
      [placePath],
    );
  }

  /** Path of the place that a stop of a district or an account binds; undefined when there is none of that id. */
  async pathOf(scope: StopScope, subjectId: number): Promise<string | undefined> {
    const statement =
      scope === 'district'
        ? 'SELECT path FROM districts WHERE id = $1'
        : 'SELECT d.path FROM accounts a JOIN districts d ON d.id = a.district_id WHERE a.id = $1';
    const [row] = await rowsOf<{ path: string }>(this.dataSource, statement, [subjectId]);
    return row?.path;
  }

  async hasCampaign(id: number): Promise<boolean> {
    const rows = await rowsOf(this.dataSource, 'SELECT 1 FROM campaigns WHERE id = $1', [id]);
    return rows.length > 0;
  }
}

interface StopOrder {
  stop: NewStop;
  personId: number;
  at: Date;
}

type Subject = [PlatformName | null, number | null, number | null, number | null];

/** Platform, place, campaign, account: the columns in their order. */
function subjectOf(stop: NewStop): Subject {
  switch (stop.scope) {
    case 'everything':
      return [null, null, null, null];
    case 'platform':
      return [stop.platform, null, null, null];
    case 'district':
      return [null, stop.districtId, null, null];
    case 'campaign':
      return [null, null, stop.campaignId, null];
    case 'account':
      return [null, null, null, stop.accountId];
  }
}
