import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateStops1764000000009 implements MigrationInterface {
  readonly name = 'CreateStops1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A person's order that nothing may be sent: everything, or what the one filled column names.
      CREATE TABLE stops (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        scope text NOT NULL CHECK (scope IN ('everything', 'platform', 'district', 'campaign', 'account')),
        platform platform_name,
        -- The district and everything below it.
        district_id integer REFERENCES districts,
        campaign_id integer REFERENCES campaigns,
        account_id integer REFERENCES accounts,
        reason text NOT NULL,
        person_id integer NOT NULL REFERENCES people,
        stopped_at timestamptz NOT NULL,
        lifted_at timestamptz,
        lifted_by integer REFERENCES people,
        CHECK ((scope = 'platform') = (platform IS NOT NULL)),
        CHECK ((scope = 'district') = (district_id IS NOT NULL)),
        CHECK ((scope = 'campaign') = (campaign_id IS NOT NULL)),
        CHECK ((scope = 'account') = (account_id IS NOT NULL))
      );
      CREATE INDEX stops_standing ON stops (id) WHERE lifted_at IS NULL;
      -- One row. Every intent shares it, every stop takes it: an intent that was decided under an older generation
      -- of stops is refused, and none is written after a stop is acknowledged.
      CREATE TABLE sending_gate (
        id boolean PRIMARY KEY DEFAULT true CHECK (id),
        generation bigint NOT NULL
      );
      INSERT INTO sending_gate (generation) VALUES (1);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE sending_gate; DROP TABLE stops');
  }
}
