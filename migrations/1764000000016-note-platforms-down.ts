import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NotePlatformsDown1764000000016 implements MigrationInterface {
  readonly name = 'NotePlatformsDown1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Platforms that the worker can't reach: [{ platform, since, because }].
      ALTER TABLE workers ADD COLUMN down jsonb NOT NULL DEFAULT '[]';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE workers DROP COLUMN down');
  }
}
