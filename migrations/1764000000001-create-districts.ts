import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDistricts1764000000001 implements MigrationInterface {
  readonly name = 'CreateDistricts1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE districts (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        code text NOT NULL UNIQUE,
        parent_id integer REFERENCES districts,
        kind text NOT NULL
          CHECK (kind IN ('nation', 'state', 'region', 'district', 'mandal', 'booth')),
        name_en text NOT NULL,
        name_hi text NOT NULL,
        attributes jsonb NOT NULL DEFAULT '{}',
        -- Ids from the top of the tree down to this place, such as /1/7/: a subtree is a prefix.
        path text NOT NULL UNIQUE
      );
      CREATE INDEX districts_subtree ON districts (path text_pattern_ops);
      CREATE INDEX districts_parent ON districts (parent_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE districts;
    `);
  }
}
