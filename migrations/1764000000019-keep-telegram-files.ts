import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepTelegramFiles1764000000019 implements MigrationInterface {
  readonly name = 'KeepTelegramFiles1764000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Under which id a bot may send a file again. Without an id: somebody uploads it, until then nobody else does.
      CREATE TABLE telegram_files (
        bot_id bigint NOT NULL,
        sha256 text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('image', 'animation', 'video')),
        file_id text,
        kept_at timestamptz,
        reserved_until timestamptz,
        PRIMARY KEY (bot_id, sha256, kind),
        CHECK ((file_id IS NULL) = (kept_at IS NULL)),
        CHECK (file_id IS NOT NULL OR reserved_until IS NOT NULL)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE telegram_files');
  }
}
