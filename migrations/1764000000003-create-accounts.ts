import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAccounts1764000000003 implements MigrationInterface {
  readonly name = 'CreateAccounts1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE accounts (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        district_id integer NOT NULL REFERENCES districts,
        platform text NOT NULL,
        handle text NOT NULL,
        -- The platform's own lasting name of the account: X user id, Telegram chat id, Page id.
        remote_id text NOT NULL,
        is_verified boolean NOT NULL DEFAULT false,
        audience integer CHECK (audience >= 0),
        health text NOT NULL DEFAULT 'unchecked'
          CHECK (health IN ('unchecked', 'healthy', 'broken')),
        health_detail text,
        checked_at timestamptz,
        UNIQUE (platform, remote_id)
      );
      CREATE INDEX accounts_of_district ON accounts (district_id, platform);
      CREATE TABLE account_credentials (
        account_id integer PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
        key_id text NOT NULL,
        wrapped_key bytea NOT NULL,
        body bytea NOT NULL,
        sealed_at timestamptz NOT NULL
      );
      CREATE INDEX account_credentials_key ON account_credentials (key_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE account_credentials;
      DROP TABLE accounts;
    `);
  }
}
