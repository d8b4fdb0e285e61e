import type { MigrationInterface, QueryRunner } from 'typeorm';

export class FollowAccounts1764000000033 implements MigrationInterface {
  readonly name = 'FollowAccounts1764000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Accounts that the platform gave another lasting id. What was sent before the move stays under the earlier one.
      CREATE TABLE account_moves (
        account_id integer NOT NULL REFERENCES accounts ON DELETE CASCADE,
        moved_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        was text NOT NULL,
        is_now text NOT NULL,
        PRIMARY KEY (account_id, moved_at)
      );
      -- Under which id the platform knows what was sent to the account at \`sent_at\`.
      CREATE FUNCTION account_remote_id_at(integer, sent_at timestamptz) RETURNS text
      LANGUAGE sql STABLE AS $$
        SELECT COALESCE(
          (SELECT was FROM account_moves WHERE account_id = $1 AND moved_at > sent_at
            ORDER BY moved_at LIMIT 1),
          (SELECT remote_id FROM accounts WHERE id = $1))
      $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION account_remote_id_at(integer, timestamptz);
      DROP TABLE account_moves;
    `);
  }
}
