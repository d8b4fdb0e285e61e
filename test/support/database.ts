import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { ACCOUNT_ENTITIES } from '../../src/accounts/index.js';
import { DISTRICT_ENTITIES } from '../../src/districts/index.js';
import { IDENTITY_ENTITIES } from '../../src/identity/index.js';
import { connectionOptions, migrateDatabase } from '../../src/kernel/database/connection.js';

export interface FreshDatabase {
  url: string;
  dataSource: DataSource;
  drop: () => Promise<void>;
}

/** An empty, migrated database of its own, on the cluster that the test run started. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { url, drop } = await freshDatabaseUrl();
  const dataSource = new DataSource(
    connectionOptions({
      databaseUrl: url,
      entities: [...DISTRICT_ENTITIES, ...IDENTITY_ENTITIES, ...ACCOUNT_ENTITIES],
      poolSize: 10,
      applicationName: 'munadi-test',
    }),
  );
  await dataSource.initialize();
  return {
    url,
    dataSource,
    drop: async () => {
      await dataSource.destroy();
      await drop();
    },
  };
}

/** The same, for a test that lets the product itself connect. */
export async function freshDatabaseUrl(): Promise<{ url: string; drop: () => Promise<void> }> {
  const adminUrl = inject('databaseAdminUrl');
  const name = `munadi_${randomBytes(6).toString('hex')}_test`;
  await asAdmin(`CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  return {
    url: url.href,
    drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** On the cluster itself, beside every database of a test. */
export async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('databaseAdminUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
