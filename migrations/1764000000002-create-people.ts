import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePeople1764000000002 implements MigrationInterface {
  readonly name = 'CreatePeople1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE people (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        login text NOT NULL UNIQUE CHECK (login = lower(login)),
        name text NOT NULL,
        role text NOT NULL,
        place_id integer NOT NULL REFERENCES districts,
        password_hash text NOT NULL,
        is_active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE TABLE sessions (
        -- Keyed hash of the cookie: the table alone opens no session.
        token_hash bytea PRIMARY KEY,
        person_id integer NOT NULL REFERENCES people ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_person ON sessions (person_id);
      CREATE TABLE sign_in_failures (
        login text NOT NULL,
        failed_at timestamptz NOT NULL
      );
      CREATE INDEX sign_in_failures_recent ON sign_in_failures (login, failed_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE sign_in_failures;
      DROP TABLE sessions;
      DROP TABLE people;
    `);
  }
}
