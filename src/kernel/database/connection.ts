import pg from 'pg';
import { DataSource, type DataSourceOptions, type EntitySchema } from 'typeorm';
import { MIGRATIONS } from '../../../migrations/index.js';
import { PLATFORM_NAMES } from '../../contract/platforms.js';
import { addEnumValues } from './enum-values.js';

// Identities and counts are bigint on the wire; all of ours fit in a safe integer.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is beyond a safe integer`);
  return number;
});

/** Long enough for the import of a hundred thousand places. */
const STATEMENT_MS = 60_000;

export interface ConnectionOptions {
  databaseUrl: string;
  entities: (EntitySchema | (new () => object))[];
  poolSize: number;
  /** Shown in pg_stat_activity. */
  applicationName: string;
}

/** One way to connect: no implicit schema changes, every statement with an end. */
export function connectionOptions(options: ConnectionOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url: options.databaseUrl,
    entities: options.entities,
    migrations: MIGRATIONS,
    synchronize: false,
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    extra: {
      statement_timeout: STATEMENT_MS,
      // The server's own limit does not reach us over a connection that is half open.
      query_timeout: STATEMENT_MS + 5_000,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    },
  };
}

// Any number; every process that migrates takes the same lock.
const MIGRATION_LOCK = 7_310_001;

/**
 * Brings the schema up to date, and teaches it the names of platforms that are new: a new platform needs no migration.
 * Processes that start together wait for the first.
 */
export async function migrateDatabase(databaseUrl: string): Promise<void> {
  const dataSource = new DataSource(
    connectionOptions({
      databaseUrl,
      entities: [],
      poolSize: 2,
      applicationName: 'munadi-migrate',
    }),
  );
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

async function migrate(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await dataSource.runMigrations({ transaction: 'each' });
    await addEnumValues(runner, 'platform_name', PLATFORM_NAMES);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await runner.release();
  }
}
