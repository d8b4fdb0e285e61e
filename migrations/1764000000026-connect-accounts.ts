import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ConnectAccounts1764000000026 implements MigrationInterface {
  readonly name = 'ConnectAccounts1764000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- People who are on a platform's page right now, to lend an account.
      CREATE TABLE account_connections (
        -- Hashes of what travels in the address and of what the browser keeps: the table alone connects nothing.
        state_hash bytea PRIMARY KEY,
        browser_hash bytea NOT NULL,
        person_id integer NOT NULL REFERENCES people ON DELETE CASCADE,
        platform text NOT NULL,
        district_id integer NOT NULL REFERENCES districts ON DELETE CASCADE,
        account_id integer REFERENCES accounts ON DELETE CASCADE,
        -- Useless without the code that only the browser brings.
        code_verifier text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      -- Credentials that end, and when new ones are fetched.
      CREATE TABLE credential_renewals (
        account_id integer PRIMARY KEY REFERENCES account_credentials ON DELETE CASCADE,
        due_at timestamptz NOT NULL
      );
      CREATE INDEX credential_renewals_due ON credential_renewals (due_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credential_renewals; DROP TABLE account_connections');
  }
}
