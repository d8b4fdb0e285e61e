import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLanes1764000000008 implements MigrationInterface {
  readonly name = 'CreateLanes1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One budget of a platform: an account's, a bot's, an application's. Every process draws on the same row.
      CREATE TABLE lanes (
        key text PRIMARY KEY,
        -- When the budget would be whole again if nothing more were sent.
        free_at timestamptz NOT NULL,
        -- The platform said "not before"; nothing goes out in this lane until then.
        parked_until timestamptz,
        parked_because text,
        -- End of the waiting line, one for each priority.
        line_at timestamptz[] NOT NULL
      ) WITH (fillfactor = 70);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lanes');
  }
}
