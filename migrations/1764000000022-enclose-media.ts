import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a post carries beside its texts: pictures and videos, and what only one platform knows. */
export class EncloseMedia1764000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE post_media (
        post_id integer NOT NULL REFERENCES posts,
        -- The order in which they are shown, from 0.
        position smallint NOT NULL,
        media_id integer NOT NULL REFERENCES media,
        alt_text text NOT NULL,
        PRIMARY KEY (post_id, position)
      );
      CREATE INDEX post_media_media ON post_media (media_id);
      ALTER TABLE renditions ADD COLUMN options jsonb NOT NULL DEFAULT '{}';
      -- Read with every claim: most posts are nothing but text, and nothing more is asked for those.
      ALTER TABLE posts ADD COLUMN has_enclosures boolean NOT NULL DEFAULT false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE posts DROP COLUMN has_enclosures;
      ALTER TABLE renditions DROP COLUMN options;
      DROP TABLE post_media;
    `);
  }
}
