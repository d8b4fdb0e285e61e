import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was sent as a file has an id of its own, under which it can't be sent as a picture or a video. */
export class KeepTelegramDocuments1764000000057 implements MigrationInterface {
  readonly name = 'KeepTelegramDocuments1764000000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE telegram_files
        DROP CONSTRAINT telegram_files_kind_check,
        ADD CONSTRAINT telegram_files_kind_check
          CHECK (kind IN ('image', 'animation', 'video', 'document'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM telegram_files WHERE kind = 'document';
      ALTER TABLE telegram_files
        DROP CONSTRAINT telegram_files_kind_check,
        ADD CONSTRAINT telegram_files_kind_check CHECK (kind IN ('image', 'animation', 'video'));
    `);
  }
}
