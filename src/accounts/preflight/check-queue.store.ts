import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { PlatformName } from '../../contract/platforms.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

export interface NightPlan {
  /** Local date that names the night. */
  night: string;
  startAt: Date;
  /** The checks begin at random moments of this span. */
  spreadMs: number;
  /** Platforms on which a check costs money: theirs are checked every week. */
  billed: readonly PlatformName[];
}

export interface DueCheck {
  accountId: number;
  attempts: number;
}

/** Checks that are asked for and not made yet. They outlive a crash: whoever leads next makes them. */
@Injectable()
export class CheckQueueStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Once for each night, however often it is asked: answers how many were planned, null when the night had its plan. */
  async planNight({ night, startAt, spreadMs, billed }: NightPlan): Promise<number | null> {
    const [row] = await rowsOf<{ isNew: boolean; planned: number }>(this.dataSource, PLAN_NIGHT, [
      night,
      startAt,
      spreadMs,
      billed,
    ]);
    return row?.isNew ? row.planned : null;
  }

  /** All accounts at or below the place, now; without a place all below `scopePath`. Answers how many wait there. */
  async order(
    executor: Executor,
    { scopePath, placeId, at }: { scopePath: string; placeId: number | null; at: Date },
  ): Promise<number> {
    await rowsOf(
      executor,
      `INSERT INTO account_checks (account_id, due_at)
       SELECT a.id, $3::timestamptz FROM accounts a ${IN_SIGHT}
       ON CONFLICT (account_id) DO UPDATE SET due_at = $3, attempts = 0`,
      [scopePath, placeId, at],
    );
    return this.waitingIn(scopePath, placeId, executor);
  }

  async waitingIn(
    scopePath: string,
    placeId: number | null,
    executor: Executor = this.dataSource,
  ): Promise<number> {
    const [row] = await rowsOf<{ waiting: number }>(
      executor,
      `SELECT count(*)::int AS waiting
         FROM account_checks c JOIN accounts a ON a.id = c.account_id ${IN_SIGHT}`,
      [scopePath, placeId],
    );
    return row?.waiting ?? 0;
  }

  /** Those of a platform that are due, the longest due first. */
  async due(platform: PlatformName, now: Date, limit: number): Promise<DueCheck[]> {
    return rowsOf<DueCheck>(
      this.dataSource,
      `SELECT c.account_id AS "accountId", c.attempts
         FROM account_checks c JOIN accounts a ON a.id = c.account_id
        WHERE c.due_at <= $2 AND a.platform = $1
        ORDER BY c.due_at, c.account_id LIMIT $3`,
      [platform, now, limit],
    );
  }

  async remove(accountId: number): Promise<void> {
    await rowsOf(this.dataSource, 'DELETE FROM account_checks WHERE account_id = $1', [accountId]);
  }

  async postpone({ accountId, attempts }: DueCheck, dueAt: Date): Promise<void> {
    await rowsOf(
      this.dataSource,
      'UPDATE account_checks SET due_at = $2, attempts = $3 WHERE account_id = $1',
      [accountId, dueAt, attempts],
    );
  }

  /** Everything of a platform that does not answer waits until then. */
  async postponeAll(platform: PlatformName, dueAt: Date): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE account_checks c SET due_at = $2 FROM accounts a
        WHERE a.id = c.account_id AND a.platform = $1 AND c.due_at < $2`,
      [platform, dueAt],
    );
  }
}

const IN_SIGHT = `
  JOIN districts d ON d.id = a.district_id
 WHERE starts_with(d.path, $1)
   AND ($2::int IS NULL OR starts_with(d.path, (SELECT path FROM districts WHERE id = $2)))`;

/** Who was asked lately is left in peace. */
const PLAN_NIGHT = `
  WITH begun AS (
    INSERT INTO account_check_nights (night, planned_at) VALUES ($1, $2)
    ON CONFLICT DO NOTHING RETURNING night
  ), planned AS (
    INSERT INTO account_checks (account_id, due_at)
    SELECT a.id, $2::timestamptz + random() * $3::float8 * interval '1 millisecond'
      FROM accounts a, begun
     WHERE a.checked_at IS NULL OR a.checked_at < $2::timestamptz
             - CASE WHEN a.platform = ANY($4) THEN interval '156 hours' ELSE interval '12 hours' END
    ON CONFLICT DO NOTHING RETURNING account_id
  )
  SELECT EXISTS (SELECT FROM begun) AS "isNew", count(*)::int AS planned FROM planned`;
