import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteClockSkew1764000000014 implements MigrationInterface {
  readonly name = 'NoteClockSkew1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How far the worker's clock is ahead of the database's, negative where it is behind; null before it is known.
      ALTER TABLE workers ADD COLUMN skew_ms double precision;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE workers DROP COLUMN skew_ms');
  }
}
