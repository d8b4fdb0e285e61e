import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../kernel/config.js';
import { rowsOf } from '../kernel/database/sql.js';
import { isTooOld, type TableActivity, type VacuumHolder } from './vacuum.js';

/** The tables in which a delivery leaves dead rows on its way. */
const TABLES = ['deliveries', 'attempts'] as const;

@Injectable()
export class VacuumStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'databaseUrl'>,
  ) {}

  async activity(): Promise<TableActivity[]> {
    return rowsOf<TableActivity>(
      this.dataSource,
      `SELECT relname AS table, n_dead_tup AS "deadRows", n_tup_upd AS updates,
              extract(epoch FROM clock_timestamp() - GREATEST(last_vacuum, last_autovacuum))::float8 * 1000
                AS "sinceVacuumMs"
       FROM pg_stat_user_tables WHERE relid = ANY($1::regclass[])`,
      [TABLES],
    );
  }

  /**
   * On a connection of its own: a vacuum runs outside every transaction and takes as long as it takes. Does nothing
   * where the server's own vacuum is at work on the table.
   */
  async vacuum(table: string, signal: AbortSignal): Promise<void> {
    const client = new pg.Client({
      connectionString: this.config.databaseUrl,
      application_name: 'munadi-vacuum',
      statement_timeout: 0,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const cancel = () => {
      void rowsOf(this.dataSource, 'SELECT pg_cancel_backend($1)', [rows[0]?.pid]).catch(
        () => undefined,
      );
    };
    signal.addEventListener('abort', cancel);
    try {
      await client.query(`VACUUM (INDEX_CLEANUP ON, SKIP_LOCKED) ${pg.escapeIdentifier(table)}`);
    } finally {
      signal.removeEventListener('abort', cancel);
      await client.end();
    }
  }

  /**
   * Null where no transaction is open but the one that asks. A transaction without a snapshot holds back by the id
   * under which it has written.
   */
  async oldestTransaction(): Promise<VacuumHolder | null> {
    const [holder] = await rowsOf<VacuumHolder>(
      this.dataSource,
      `SELECT * FROM (
         SELECT application_name AS name, pid,
                extract(epoch FROM clock_timestamp() - xact_start)::float8 * 1000 AS "sinceMs",
                GREATEST(age(backend_xmin), age(backend_xid)) AS "ageTransactions"
         FROM pg_stat_activity
         WHERE (datname = current_database() OR backend_type = 'walsender')
           AND backend_type <> 'autovacuum worker' AND pid <> pg_backend_pid()
           AND pid NOT IN (SELECT pid FROM pg_stat_progress_vacuum)
         UNION ALL
         SELECT gid, NULL, extract(epoch FROM clock_timestamp() - prepared)::float8 * 1000, age(transaction)
         FROM pg_prepared_xacts WHERE database = current_database()
         UNION ALL
         SELECT slot_name::text, NULL, NULL, age(xmin) FROM pg_replication_slots
       ) AS open
       WHERE "ageTransactions" IS NOT NULL
       ORDER BY "ageTransactions" DESC, "sinceMs" DESC NULLS LAST LIMIT 1`,
    );
    return holder ?? null;
  }

  /** A health finding: somebody keeps dead rows from being removed for too long. Null while all is well. */
  async findHeldBack(): Promise<VacuumHolder | null> {
    const holder = await this.oldestTransaction();
    return holder && isTooOld(holder) ? holder : null;
  }
}
