import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other words for a post that is public already. */
export class CorrectPosts1764000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE corrections (
        -- One at a time for each delivery: a later order takes the place of an earlier one.
        delivery_id bigint PRIMARY KEY,
        post_id integer NOT NULL REFERENCES posts,
        platform platform_name NOT NULL,
        text_id integer NOT NULL,
        -- It waits until the delivery is public.
        state text NOT NULL CHECK (state IN ('pending', 'correcting', 'corrected', 'refused')),
        -- Next try, or the end of the hold of who tries just now.
        wake_at timestamptz,
        tries smallint NOT NULL DEFAULT 0,
        ended_at timestamptz,
        detail text,
        CHECK ((wake_at IS NULL) = (state IN ('corrected', 'refused')))
      );
      CREATE INDEX corrections_due ON corrections (platform, wake_at, delivery_id)
        WHERE state IN ('pending', 'correcting');
      CREATE INDEX corrections_post ON corrections (post_id);
      ALTER TABLE posts ADD COLUMN corrected_at timestamptz, ADD COLUMN corrected_by integer REFERENCES people;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts DROP COLUMN corrected_by, DROP COLUMN corrected_at;
      DROP TABLE corrections;
    `);
  }
}
