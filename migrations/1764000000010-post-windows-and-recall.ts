import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PostWindowsAndRecall1764000000010 implements MigrationInterface {
  readonly name = 'PostWindowsAndRecall1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts ADD COLUMN priority text NOT NULL DEFAULT 'campaign'
                          CHECK (priority IN ('urgent', 'campaign', 'local')),
                        -- What has not gone out by then is missed: a person decides, nothing is sent late unasked.
                        ADD COLUMN not_after_at timestamptz,
                        ADD COLUMN recalled_at timestamptz,
                        ADD COLUMN recalled_by integer REFERENCES people;
      UPDATE posts SET not_after_at = due_at + interval '6 hours';
      ALTER TABLE posts ALTER COLUMN not_after_at SET NOT NULL;
      CREATE INDEX posts_recalled ON posts (id) WHERE recalled_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts DROP COLUMN priority, DROP COLUMN not_after_at,
                        DROP COLUMN recalled_at, DROP COLUMN recalled_by;
    `);
  }
}
