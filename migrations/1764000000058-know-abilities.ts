import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What only some posts ask for, and an account could not do when it was checked. Nobody is warned of it before. */
export class KnowAbilities1764000000058 implements MigrationInterface {
  readonly name = 'KnowAbilities1764000000058';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE accounts ADD COLUMN abilities_missing text[] NOT NULL DEFAULT '{}'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE accounts DROP COLUMN abilities_missing');
  }
}
