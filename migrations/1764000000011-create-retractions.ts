import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRetractions1764000000011 implements MigrationInterface {
  readonly name = 'CreateRetractions1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Taking a published delivery down again; a delete may be repeated, so one row is enough.
      CREATE TABLE retractions (
        delivery_id bigint PRIMARY KEY,
        tries smallint NOT NULL DEFAULT 0,
        ended_at timestamptz NOT NULL,
        outcome text NOT NULL,
        detail text,
        -- Who said that it is gone, or ordered it to be tried anew; null where nobody had to.
        person_id integer REFERENCES people
      );
      CREATE INDEX deliveries_recall ON deliveries (platform, wake_at, id)
        WHERE state IN ('recall_pending', 'recalling');
      DROP INDEX deliveries_undecided;
      CREATE INDEX deliveries_undecided ON deliveries (id)
        WHERE state IN ('needs_decision', 'missed', 'recall_unknown');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX deliveries_undecided;
      CREATE INDEX deliveries_undecided ON deliveries (id) WHERE state IN ('needs_decision', 'missed');
      DROP INDEX deliveries_recall;
      DROP TABLE retractions;
    `);
  }
}
