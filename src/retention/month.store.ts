import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../kernel/config.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

/** One month of the archive, in UTC. */
export interface Month {
  /** `2026_11`: the end of its tables' names. */
  name: string;
  /** First instant, as the database writes it. */
  from: string;
  /** First instant of the next month. */
  until: string;
}

/** Texts deleted in one statement. */
const TEXTS = 5_000;
const TABLES = ['archived_deliveries', 'archived_attempts'] as const;
/** A statement that waits for a table makes all that come after it wait: rather try again in the next round. */
const LOCK_MS = 2_000;

const MONTH = `
  to_char(m, 'YYYY_MM') AS name, (m AT TIME ZONE 'UTC')::text AS from,
  ((m + interval '1 month') AT TIME ZONE 'UTC')::text AS until`;

/** The archive's months: a table each for deliveries and attempts, made ahead and dropped whole. */
@Injectable()
export class MonthStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'retention'>,
  ) {}

  /** Months without tables in which a post that may be archived was due, this month and the next. */
  async missing(): Promise<Month[]> {
    return rowsOf<Month>(
      this.dataSource,
      `SELECT ${MONTH} FROM (
         SELECT date_trunc('month', due_at AT TIME ZONE 'UTC') AS m FROM posts
         WHERE archived_at IS NULL AND due_at < now()
         UNION
         SELECT date_trunc('month', post_due_at AT TIME ZONE 'UTC') FROM archived_deliveries_rest
         UNION
         SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + ahead
         FROM (VALUES (interval '0'), (interval '1 month')) AS v(ahead)
       ) AS months
       WHERE to_regclass('archived_deliveries_' || to_char(m, 'YYYY_MM')) IS NULL
       ORDER BY m`,
    );
  }

  /** Also takes over what the rest table holds of this month. */
  async create(month: Month): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await limitLockWait(manager);
      for (const table of TABLES) {
        await rowsOf(
          manager,
          `CREATE TABLE ${table}_${month.name} (LIKE ${table} INCLUDING CONSTRAINTS INCLUDING STORAGE)`,
        );
        await rowsOf(
          manager,
          `WITH moved AS (
             DELETE FROM ${table}_rest WHERE post_due_at >= $1 AND post_due_at < $2 RETURNING *
           )
           INSERT INTO ${table}_${month.name} SELECT * FROM moved`,
          [month.from, month.until],
        );
        await rowsOf(
          manager,
          `ALTER TABLE ${table} ATTACH PARTITION ${table}_${month.name}
           FOR VALUES FROM ('${month.from}') TO ('${month.until}')`,
        );
      }
    });
  }

  /** Months with tables that ended more than the days to keep ago. */
  async outdated(): Promise<Month[]> {
    return rowsOf<Month>(
      this.dataSource,
      `SELECT ${MONTH} FROM (
         SELECT to_date(substring(c.relname from '\\d{4}_\\d{2}$'), 'YYYY_MM')::timestamp AS m
         FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
         WHERE i.inhparent = 'archived_deliveries'::regclass AND c.relname ~ '_\\d{4}_\\d{2}$'
       ) AS months
       WHERE (m + interval '1 month') AT TIME ZONE 'UTC' < now() - make_interval(days => $1)
       ORDER BY m`,
      [this.config.retention.keepDays],
    );
  }

  /**
   * Of each post the totals are kept: they are counted and the rows are dropped under one lock. The parents are locked
   * first, in the order in which every reader comes to them.
   */
  async drop({ name }: Month): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await limitLockWait(manager);
      for (const table of TABLES) {
        await rowsOf(manager, `LOCK TABLE ONLY ${table} IN ACCESS EXCLUSIVE MODE`);
      }
      await rowsOf(
        manager,
        `INSERT INTO post_totals (post_id, state, n)
         SELECT post_id, state, count(*) FROM (
           SELECT d.post_id, d.state FROM archived_deliveries_${name} d
           JOIN posts p ON p.id = d.post_id AND p.thread = '{}'
           UNION ALL
           -- An account that carried a thread counts once: as published where all of it was.
           (SELECT DISTINCT ON (d.post_id, d.account_id) d.post_id, d.state FROM archived_deliveries_${name} d
            JOIN posts p ON p.id = d.post_id AND p.thread <> '{}'
            ORDER BY d.post_id, d.account_id, d.state = 'published', d.part)
         ) AS accounts
         GROUP BY post_id, state
         ON CONFLICT (post_id, state) DO UPDATE SET n = post_totals.n + EXCLUDED.n`,
      );
      for (const table of TABLES) await rowsOf(manager, `DROP TABLE ${table}_${name}`);
    });
  }

  /**
   * Deletes filled texts of posts of which only the totals are kept, some thousand at a time; answers how many. What the
   * author wrote stays with the post.
   */
  async forgetTexts(): Promise<number> {
    const forgotten = await rowsOf(
      this.dataSource,
      `DELETE FROM filled_texts WHERE id IN (
         SELECT t.id FROM (SELECT DISTINCT post_id FROM post_totals) p
         JOIN filled_texts t ON t.post_id = p.post_id
         WHERE NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.post_id = p.post_id)
           AND NOT EXISTS (SELECT 1 FROM archived_deliveries d WHERE d.post_id = p.post_id)
         LIMIT ${TEXTS}
       ) RETURNING id`,
    );
    return forgotten.length;
  }
}

async function limitLockWait(executor: Executor): Promise<void> {
  await rowsOf(executor, `SET LOCAL lock_timeout = ${LOCK_MS}`);
}
