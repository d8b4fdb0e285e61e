import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FindAccounts1764000000020 implements MigrationInterface {
  readonly name = 'FindAccounts1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How far the news of a platform has been read, by each of our readers there, such as a bot.
      CREATE TABLE account_readers (
        platform text NOT NULL,
        reader text NOT NULL,
        -- An account with whose credentials it reads.
        account_id integer NOT NULL REFERENCES accounts ON DELETE CASCADE,
        cursor text,
        PRIMARY KEY (platform, reader)
      );
      CREATE INDEX account_readers_account ON account_readers (account_id);
      -- Accounts that somebody put into our hands on the platform; each waits for a person to say whose it is.
      CREATE TABLE found_accounts (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        platform text NOT NULL,
        remote_id text NOT NULL,
        reader text NOT NULL,
        handle text NOT NULL,
        title text NOT NULL,
        type text NOT NULL,
        may_publish boolean NOT NULL,
        rights text[] NOT NULL,
        changed_at timestamptz NOT NULL,
        -- When a person said that it is nobody's; null: it waits.
        ignored_at timestamptz,
        UNIQUE (platform, remote_id, reader)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE found_accounts; DROP TABLE account_readers');
  }
}
