import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { MediaFacts } from '../contract/media.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

export interface MediaRow extends MediaFacts {
  id: number;
  name: string;
  isAiMade: boolean;
  uploadedBy: string;
  uploadedAt: Date;
}

/** What a rendition is made of. */
export interface MasterRow extends MediaFacts {
  id: number;
  masterFile: string;
  sourceType: string | null;
  isAiMade: boolean;
}

export interface NewMedia {
  originalSha256: string;
  facts: MediaFacts;
  masterFile: string;
  previewFile: string;
  sourceType: string | null;
  isAiMade: boolean;
  at: Date;
}

export interface Holder {
  mediaId: number;
  personId: number;
  placeId: number;
  name: string;
  at: Date;
}

const FACTS = `m.kind, m.mime, m.bytes, m.width_px AS "widthPx", m.height_px AS "heightPx",
  m.duration_ms AS "durationMs"`;

/** Of those who uploaded it, the one that the caller at `$1` may know of: below them, or at the top of the tree. */
const HOLDER = `
  JOIN LATERAL (
    SELECT h.name, p.name AS person, h.held_at
    FROM media_holders h
    JOIN districts d ON d.id = h.place_id
    JOIN people p ON p.id = h.person_id
    WHERE h.media_id = m.id AND (starts_with(d.path, $1) OR d.parent_id IS NULL)
    ORDER BY h.held_at DESC LIMIT 1
  ) held ON true`;

const ROW = `
  SELECT m.id, ${FACTS}, m.is_ai_made AS "isAiMade", held.name, held.person AS "uploadedBy",
         held.held_at AS "uploadedAt"
  FROM media m ${HOLDER}`;

/** The only SQL over the library and over who uploaded what. */
@Injectable()
export class MediaStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async idOf(originalSha256: string): Promise<number | undefined> {
    const [row] = await rowsOf<{ id: number }>(
      this.dataSource,
      'SELECT id FROM media WHERE original_sha256 = $1',
      [originalSha256],
    );
    return row?.id;
  }

  /** The id of the new row, or of the one that somebody else's same file has. */
  async insert(executor: Executor, media: NewMedia): Promise<number> {
    const { facts } = media;
    const [row] = await rowsOf<{ id: number }>(
      executor,
      // The update changes nothing: it makes the statement answer the row that was there.
      `INSERT INTO media (original_sha256, kind, mime, bytes, width_px, height_px, duration_ms, master_file,
                          preview_file, source_type, is_ai_made, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       ON CONFLICT (original_sha256) DO UPDATE SET original_sha256 = EXCLUDED.original_sha256
       RETURNING id`,
      [
        media.originalSha256,
        facts.kind,
        facts.mime,
        facts.bytes,
        facts.widthPx,
        facts.heightPx,
        facts.durationMs,
        media.masterFile,
        media.previewFile,
        media.sourceType,
        media.isAiMade,
        media.at,
      ],
    );
    if (!row) throw new Error('An insert answers its row');
    return row.id;
  }

  async addHolder(executor: Executor, holder: Holder): Promise<void> {
    await rowsOf(
      executor,
      `INSERT INTO media_holders (media_id, person_id, place_id, name, held_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (media_id, person_id, place_id) DO UPDATE SET name = EXCLUDED.name, held_at = EXCLUDED.held_at`,
      [holder.mediaId, holder.personId, holder.placeId, holder.name, holder.at],
    );
  }

  /** Newest first. */
  async page(
    placePath: string,
    { before, limit }: { before: number; limit: number },
  ): Promise<MediaRow[]> {
    return rowsOf<MediaRow>(this.dataSource, `${ROW} WHERE m.id < $2 ORDER BY m.id DESC LIMIT $3`, [
      placePath,
      before,
      limit,
    ]);
  }

  /** Those of `ids` that the caller at `placePath` sees. */
  async visible(ids: readonly number[], placePath: string): Promise<MediaRow[]> {
    return rowsOf<MediaRow>(this.dataSource, `${ROW} WHERE m.id = ANY($2::int[])`, [
      placePath,
      ids,
    ]);
  }

  /** SHA-256 of each as it was uploaded, by its id. */
  async originals(
    executor: Executor,
    ids: readonly number[],
  ): Promise<{ id: number; sha256: string }[]> {
    return rowsOf(
      executor,
      'SELECT id, original_sha256 AS sha256 FROM media WHERE id = ANY($1::int[])',
      [ids],
    );
  }

  async previewFile(id: number, placePath: string): Promise<string | undefined> {
    const [row] = await rowsOf<{ file: string }>(
      this.dataSource,
      `SELECT m.preview_file AS file FROM media m ${HOLDER} WHERE m.id = $2`,
      [placePath, id],
    );
    return row?.file;
  }

  async masters(ids: readonly number[]): Promise<MasterRow[]> {
    return rowsOf<MasterRow>(
      this.dataSource,
      `SELECT m.id, ${FACTS}, m.master_file AS "masterFile", m.source_type AS "sourceType",
              m.is_ai_made AS "isAiMade"
       FROM media m WHERE m.id = ANY($1::int[])`,
      [ids],
    );
  }
}
