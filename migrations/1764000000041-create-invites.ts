import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateInvites1764000000041 implements MigrationInterface {
  readonly name = 'CreateInvites1764000000041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE invites (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        -- Keyed hash of the link's secret.
        token_hash bytea NOT NULL UNIQUE,
        -- Null: whoever takes it becomes the first owner.
        person_id integer REFERENCES people,
        -- Null: made on the machine, and confirmed by that.
        invited_by integer REFERENCES people,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        -- The one device that was enrolled with it.
        device_id integer UNIQUE REFERENCES devices,
        matching_code text,
        -- Keyed hash of what the waiting phone holds.
        wait_hash bytea UNIQUE,
        outcome text CHECK (outcome IN ('confirmed', 'refused', 'withdrawn')),
        -- The waiting phone fetched its session.
        opened_at timestamptz,
        CHECK ((device_id IS NULL) = (wait_hash IS NULL)),
        CHECK (outcome IS NULL OR outcome = 'withdrawn' OR device_id IS NOT NULL)
      );
      CREATE INDEX invites_person ON invites (person_id) WHERE outcome IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE invites');
  }
}
