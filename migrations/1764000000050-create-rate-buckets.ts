import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRateBuckets1764000000050 implements MigrationInterface {
  readonly name = 'CreateRateBuckets1764000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How often somebody may still ask. Nothing of it is worth a write to the log: after a crash all are full again.
      CREATE UNLOGGED TABLE rate_buckets (
        -- A keyed hash of the kind of request and of who asks: neither address nor person can be read from it.
        key     bytea PRIMARY KEY,
        -- What the last statement got out of it.
        granted integer NOT NULL,
        burst   integer NOT NULL,
        ms_each double precision NOT NULL,
        full_at timestamptz NOT NULL
      ) WITH (fillfactor = 50);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_buckets');
  }
}
