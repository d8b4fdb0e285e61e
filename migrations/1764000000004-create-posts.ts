import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePosts1764000000004 implements MigrationInterface {
  readonly name = 'CreatePosts1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE campaigns (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        name text NOT NULL UNIQUE
      );
      CREATE TABLE posts (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        operation_id uuid NOT NULL UNIQUE,
        -- SHA-256 of what was sent with the operation id: the same id with other content is refused.
        content_hash bytea NOT NULL,
        campaign_id integer REFERENCES campaigns,
        title text NOT NULL,
        language text NOT NULL CHECK (language IN ('hi', 'en')),
        author_id integer NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        -- What the author saw on the screen: a wall time and its zone.
        wall_time text NOT NULL,
        zone text NOT NULL,
        cancelled_at timestamptz
      );
      CREATE INDEX posts_newest ON posts (created_at DESC);
      CREATE TABLE renditions (
        post_id integer NOT NULL REFERENCES posts,
        platform text NOT NULL,
        template text NOT NULL,
        PRIMARY KEY (post_id, platform)
      );
      -- A rendition with its variables filled, once per distinct text: thousands of deliveries share a row.
      CREATE TABLE filled_texts (
        id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
        post_id integer NOT NULL REFERENCES posts,
        platform text NOT NULL,
        sha256 bytea NOT NULL,
        body text NOT NULL,
        UNIQUE (post_id, platform, sha256)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE filled_texts;
      DROP TABLE renditions;
      DROP TABLE posts;
      DROP TABLE campaigns;
    `);
  }
}
