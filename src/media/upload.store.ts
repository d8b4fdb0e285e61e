import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Problem } from '../contract/problems.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { LEASE_MS } from './errand-loop.js';

export interface NewUpload {
  id: string;
  personId: number;
  placeId: number;
  /** What it is sent from; null for what no session sends. */
  deviceId: number | null;
  name: string;
  at: Date;
}

export interface UploadRow {
  state: 'receiving' | 'checking' | 'ready' | 'refused';
  mediaId: number | null;
  problems: Problem[];
}

/** A check in hand. `tries` tells it from an earlier one that was given up. */
export interface UploadCheck {
  id: string;
  personId: number;
  placeId: number;
  name: string;
  tries: number;
}

const LEASE = `now() + interval '${LEASE_MS} milliseconds'`;

/** What a revoked device sent goes nowhere. */
const DEVICE_STANDS = `NOT EXISTS (
  SELECT 1 FROM devices d WHERE d.id = media_uploads.device_id AND d.revoked_at IS NOT NULL)`;

/** The only SQL over the table of uploads. */
@Injectable()
export class UploadStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async inTransaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async begin({ id, personId, placeId, deviceId, name, at }: NewUpload): Promise<void> {
    await rowsOf(
      this.dataSource,
      `INSERT INTO media_uploads (id, person_id, place_id, device_id, name, state, created_at)
       VALUES ($1, $2, $3, $4, $5, 'receiving', $6)`,
      [id, personId, placeId, deviceId, name, at],
    );
  }

  /** Undefined when there is none of that id, it is somebody else's, or its device was revoked. */
  async find(id: string, personId: number): Promise<UploadRow | undefined> {
    const [row] = await rowsOf<UploadRow>(
      this.dataSource,
      `SELECT state, media_id AS "mediaId", problems FROM media_uploads
       WHERE id = $1 AND person_id = $2 AND ${DEVICE_STANDS}`,
      [id, personId],
    );
    return row;
  }

  /** All of it is here. Said twice it is said once. */
  async arrived(id: string): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_uploads SET state = 'checking' WHERE id = $1 AND state = 'receiving'`,
      [id],
    );
  }

  async claim(): Promise<UploadCheck | undefined> {
    const [row] = await rowsOf<UploadCheck>(
      this.dataSource,
      `UPDATE media_uploads SET tries = tries + 1, lease_ends_at = ${LEASE}
       WHERE id = (
         SELECT id FROM media_uploads
         WHERE state = 'checking' AND lease_ends_at <= now() AND ${DEVICE_STANDS}
         ORDER BY lease_ends_at, created_at FOR UPDATE SKIP LOCKED LIMIT 1
       )
       RETURNING id, person_id AS "personId", place_id AS "placeId", name, tries`,
    );
    return row;
  }

  async renew({ id, tries }: UploadCheck): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_uploads SET lease_ends_at = ${LEASE} WHERE id = $1 AND tries = $2 AND state = 'checking'`,
      [id, tries],
    );
  }

  /** The next process begins at once, and this try does not count. */
  async giveBack({ id, tries }: UploadCheck): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_uploads SET lease_ends_at = '-infinity', tries = tries - 1
       WHERE id = $1 AND tries = $2 AND state = 'checking'`,
      [id, tries],
    );
  }

  /** The lease stays, and this try does not count. */
  async putOff({ id, tries }: UploadCheck): Promise<void> {
    await rowsOf(
      this.dataSource,
      `UPDATE media_uploads SET tries = tries - 1 WHERE id = $1 AND tries = $2 AND state = 'checking'`,
      [id, tries],
    );
  }

  /** Whether the check is still this one's and its device stands; if so, it stays so until the transaction ends. */
  async holdFast(executor: Executor, { id, tries }: UploadCheck): Promise<boolean> {
    const rows = await rowsOf(
      executor,
      `SELECT 1 FROM media_uploads
       WHERE id = $1 AND tries = $2 AND state = 'checking' AND ${DEVICE_STANDS} FOR UPDATE`,
      [id, tries],
    );
    return rows.length > 0;
  }

  /** Answers whether the check was still this one's to end. */
  async end(
    executor: Executor | undefined,
    { id, tries }: UploadCheck,
    end: { mediaId: number } | { problems: readonly Problem[] },
  ): Promise<boolean> {
    const [state, mediaId, problems] =
      'mediaId' in end ? ['ready', end.mediaId, []] : ['refused', null, end.problems];
    const ended = await rowsOf(
      executor ?? this.dataSource,
      `UPDATE media_uploads SET state = $3, media_id = $4, problems = $5
       WHERE id = $1 AND tries = $2 AND state = 'checking' RETURNING id`,
      [id, tries, state, mediaId, JSON.stringify(problems)],
    );
    return ended.length > 0;
  }

  /** Forgets an upload that its owner gave up. */
  async remove(id: string): Promise<void> {
    await rowsOf(
      this.dataSource,
      `DELETE FROM media_uploads WHERE id = $1 AND state = 'receiving'`,
      [id],
    );
  }

  /** Forgets all that began before `before` and is not being checked, or never will be; answers their ids. */
  async forgetOld(before: Date): Promise<string[]> {
    const rows = await rowsOf<{ id: string }>(
      this.dataSource,
      `DELETE FROM media_uploads
       WHERE created_at < $1 AND (state <> 'checking' OR NOT ${DEVICE_STANDS}) RETURNING id`,
      [before],
    );
    return rows.map(({ id }) => id);
  }
}
