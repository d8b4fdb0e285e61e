import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { MediaFacts } from '../contract/media.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { LEASE_MS } from './errand-loop.js';

/** One file that is wanted. */
export interface RenditionKey {
  mediaId: number;
  recipeKey: string;
}

/** A rendition in hand. `tries` tells it from an earlier try that was given up. */
export interface RenditionJob extends RenditionKey {
  id: number;
  tries: number;
}

export interface RenditionRow extends RenditionKey, Omit<MediaFacts, 'kind'> {
  state: 'waiting' | 'making' | 'ready' | 'impossible';
  because: 'does_not_fit' | 'failed' | null;
  sha256: string;
}

/** A file that may be handed out. */
export interface RenditionFile {
  mime: string;
  bytes: number;
}

const LEASE = `now() + interval '${LEASE_MS} milliseconds'`;
const IS_VIDEO = `starts_with(recipe_key, '{"kind":"video"')`;

/** The only SQL over the table of renditions. */
@Injectable()
export class RenditionStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** What is there already, in whichever state, stays. */
  async want(executor: Executor | undefined, keys: readonly RenditionKey[]): Promise<void> {
    await rowsOf(
      executor ?? this.dataSource,
      `INSERT INTO media_renditions (media_id, recipe_key, state)
       SELECT media_id, recipe_key, 'waiting' FROM unnest($1::int[], $2::text[]) AS w(media_id, recipe_key)
       ON CONFLICT (media_id, recipe_key) DO NOTHING`,
      columnsOf(keys),
    );
  }

  async find(keys: readonly RenditionKey[]): Promise<RenditionRow[]> {
    return rowsOf<RenditionRow>(
      this.dataSource,
      `SELECT r.media_id AS "mediaId", r.recipe_key AS "recipeKey", r.state, r.because, r.sha256, r.mime, r.bytes,
              r.width_px AS "widthPx", r.height_px AS "heightPx", r.duration_ms AS "durationMs"
       FROM media_renditions r
       JOIN (SELECT DISTINCT media_id, recipe_key FROM unnest($1::int[], $2::text[]) AS w(media_id, recipe_key)) w
         USING (media_id, recipe_key)`,
      columnsOf(keys),
    );
  }

  async claim(of: 'pictures' | 'videos'): Promise<RenditionJob | undefined> {
    const [row] = await rowsOf<RenditionJob>(
      this.dataSource,
      `UPDATE media_renditions SET state = 'making', tries = tries + 1, lease_ends_at = ${LEASE}
       WHERE id = (
         SELECT id FROM media_renditions
         WHERE state IN ('waiting', 'making') AND lease_ends_at <= now() AND ${IS_VIDEO} = $1
         ORDER BY lease_ends_at, id FOR UPDATE SKIP LOCKED LIMIT 1
       )
       RETURNING id, media_id AS "mediaId", recipe_key AS "recipeKey", tries`,
      [of === 'videos'],
    );
    return row;
  }

  async renew({ id, tries }: RenditionJob): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_renditions SET lease_ends_at = ${LEASE} WHERE id = $1 AND tries = $2 AND state = 'making'`,
      [id, tries],
    );
  }

  /** The next process begins at once, and this try does not count. */
  async giveBack({ id, tries }: RenditionJob): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_renditions SET state = 'waiting', lease_ends_at = '-infinity', tries = tries - 1
       WHERE id = $1 AND tries = $2 AND state = 'making'`,
      [id, tries],
    );
  }

  /** The lease stays, and this try does not count. */
  async putOff({ id, tries }: RenditionJob): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_renditions SET tries = tries - 1 WHERE id = $1 AND tries = $2 AND state = 'making'`,
      [id, tries],
    );
  }

  /** Whoever made it: what was made of the same recipe first stays. */
  async ready(
    { mediaId, recipeKey }: RenditionKey,
    { sha256, facts }: { sha256: string; facts: MediaFacts },
  ): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_renditions SET state = 'ready', because = NULL, sha256 = $3, mime = $4, bytes = $5,
              width_px = $6, height_px = $7, duration_ms = $8
       WHERE media_id = $1 AND recipe_key = $2 AND state <> 'ready'`,
      [
        mediaId,
        recipeKey,
        sha256,
        facts.mime,
        facts.bytes,
        facts.widthPx,
        facts.heightPx,
        facts.durationMs,
      ],
    );
  }

  /** A job says so only while it is the newest try; `tries` is left out by whoever was asked without one. */
  async impossible(
    { mediaId, recipeKey, tries }: RenditionKey & { tries?: number },
    because: 'does_not_fit' | 'failed',
  ): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_renditions SET state = 'impossible', because = $3
       WHERE media_id = $1 AND recipe_key = $2 AND state IN ('waiting', 'making')
         AND tries = COALESCE($4, tries)`,
      [mediaId, recipeKey, because, tries ?? null],
    );
  }

  async fileOf(sha256: string): Promise<RenditionFile | undefined> {
    const [row] = await rowsOf<RenditionFile>(
      this.dataSource,
      `SELECT mime, bytes FROM media_renditions WHERE sha256 = $1 AND state = 'ready' LIMIT 1`,
      [sha256],
    );
    return row;
  }
}

function columnsOf(keys: readonly RenditionKey[]): [number[], string[]] {
  return [keys.map(({ mediaId }) => mediaId), keys.map(({ recipeKey }) => recipeKey)];
}
