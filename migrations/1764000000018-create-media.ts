import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMedia1764000000018 implements MigrationInterface {
  readonly name = 'CreateMedia1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LIBRARY);
    await runner.query(UPLOADS);
    await runner.query(RENDITIONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE media_renditions;
      DROP TABLE media_uploads;
      DROP TABLE media_holders;
      DROP TABLE media;
    `);
  }
}

const LIBRARY = `
  -- The same file is there once, whoever uploads it; what is kept of it is what we encoded ourselves.
  CREATE TABLE media (
    id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    original_sha256 text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('image', 'animation', 'video')),
    mime text NOT NULL,
    bytes bigint NOT NULL,
    width_px integer NOT NULL,
    height_px integer NOT NULL,
    duration_ms integer,
    -- Names in the file store.
    master_file text NOT NULL,
    preview_file text NOT NULL,
    -- Last part of the IPTC digital source type that the original named; null where it named none.
    source_type text,
    is_ai_made boolean NOT NULL,
    created_at timestamptz NOT NULL
  );
  -- Who uploaded it, and where they worked then: that decides who sees it.
  CREATE TABLE media_holders (
    media_id integer NOT NULL REFERENCES media,
    person_id integer NOT NULL REFERENCES people,
    place_id integer NOT NULL REFERENCES districts,
    name text NOT NULL,
    held_at timestamptz NOT NULL,
    PRIMARY KEY (media_id, person_id, place_id)
  );
  CREATE INDEX media_holders_place ON media_holders (place_id, media_id DESC);
`;

const UPLOADS = `
  CREATE TABLE media_uploads (
    id text PRIMARY KEY,
    person_id integer NOT NULL REFERENCES people,
    place_id integer NOT NULL REFERENCES districts,
    name text NOT NULL,
    state text NOT NULL CHECK (state IN ('receiving', 'checking', 'ready', 'refused')),
    media_id integer REFERENCES media,
    problems jsonb NOT NULL DEFAULT '[]',
    -- Checks that have begun; who holds the newest one may end it.
    tries smallint NOT NULL DEFAULT 0,
    lease_ends_at timestamptz NOT NULL DEFAULT '-infinity',
    created_at timestamptz NOT NULL,
    CHECK ((state = 'ready') = (media_id IS NOT NULL))
  );
  CREATE INDEX media_uploads_checking ON media_uploads (lease_ends_at) WHERE state = 'checking';
  CREATE INDEX media_uploads_old ON media_uploads (created_at) WHERE state <> 'checking';
`;

const RENDITIONS = `
  CREATE TABLE media_renditions (
    id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    media_id integer NOT NULL REFERENCES media,
    -- The recipe itself, written in one way only.
    recipe_key text NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'making', 'ready', 'impossible')),
    tries smallint NOT NULL DEFAULT 0,
    lease_ends_at timestamptz NOT NULL DEFAULT '-infinity',
    because text CHECK (because IN ('does_not_fit', 'failed')),
    sha256 text,
    mime text,
    bytes bigint,
    width_px integer,
    height_px integer,
    duration_ms integer,
    UNIQUE (media_id, recipe_key),
    CHECK (state <> 'ready' OR (sha256 IS NOT NULL AND mime IS NOT NULL AND bytes IS NOT NULL
      AND width_px IS NOT NULL AND height_px IS NOT NULL)),
    CHECK ((state = 'impossible') = (because IS NOT NULL))
  );
  CREATE INDEX media_renditions_undone ON media_renditions (lease_ends_at, id)
    WHERE state IN ('waiting', 'making');
  CREATE INDEX media_renditions_file ON media_renditions (sha256) WHERE state = 'ready';
`;
