import type { DataSource } from 'typeorm';

/**
 * A database whose clock stands until it is set. The product's statements ask for `now()` without a schema, and this
 * schema is looked through before the server's own.
 */
export class DatabaseClock {
  private constructor(private readonly dataSource: DataSource) {}

  /** Only connections that are opened later see the clock. */
  static async installIn(dataSource: DataSource): Promise<DatabaseClock> {
    const [{ name } = { name: '' }] = await dataSource.query<{ name: string }[]>(
      'SELECT current_database() AS name',
    );
    await dataSource.query(`
      CREATE SCHEMA stopped;
      CREATE TABLE stopped.clock (at timestamptz NOT NULL);
      INSERT INTO stopped.clock SELECT now();
      CREATE FUNCTION stopped.now() RETURNS timestamptz LANGUAGE sql STABLE
        AS 'SELECT at FROM stopped.clock';
      CREATE FUNCTION stopped.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
        AS 'SELECT at FROM stopped.clock';
      ALTER DATABASE ${name} SET search_path = stopped, pg_catalog, public;
    `);
    await dataSource.destroy();
    await dataSource.initialize();
    return new DatabaseClock(dataSource);
  }

  async set(atMs: number): Promise<void> {
    await this.dataSource.query('UPDATE stopped.clock SET at = $1', [new Date(atMs)]);
  }
}
