import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { rowsOf } from '../../src/kernel/database/sql.js';

/** A post with one delivery to each of `accounts` new accounts, written straight into the tables. */
export async function aPlannedPost(
  dataSource: DataSource,
  { accounts, dueAt = new Date() }: { accounts: number; dueAt?: Date },
): Promise<{ postId: number; deliveryIds: number[] }> {
  const placeId = await idOf(
    dataSource,
    `INSERT INTO districts (code, kind, name_en, name_hi, path)
     VALUES ($1, 'district', 'Lucknow', 'लखनऊ', $1) RETURNING id`,
    [`/${randomUUID()}/`],
  );
  const personId = await idOf(
    dataSource,
    `INSERT INTO people (login, name, role, place_id, password_hash)
     VALUES ($1, 'Meera', 'central_editor', $2, '') RETURNING id`,
    [randomUUID(), placeId],
  );
  const postId = await idOf(
    dataSource,
    `INSERT INTO posts (operation_id, content_hash, title, language, author_id, created_at, due_at, not_after_at, wall_time, zone)
     VALUES ($1, '', 'A message', 'hi', $2, now(), $3, $3::timestamptz + interval '10 years', '2026-11-24T12:00', 'Asia/Kolkata') RETURNING id`,
    [randomUUID(), personId, dueAt],
  );
  const textId = await idOf(
    dataSource,
    `INSERT INTO filled_texts (post_id, platform, sha256, body)
     VALUES ($1, 'telegram', '', 'नमस्ते') RETURNING id`,
    [postId],
  );
  const rows = await rowsOf<{ id: number }>(
    dataSource,
    `WITH added AS (
       INSERT INTO accounts (district_id, platform, handle, remote_id)
       SELECT $1, 'telegram', '@lucknow', gen_random_uuid()::text FROM generate_series(1, $2)
       RETURNING id
     )
     INSERT INTO deliveries (post_id, account_id, text_id, platform, state, due_at, wake_at)
     SELECT $3, id, $4, 'telegram', 'ready', $5, $5 FROM added RETURNING id`,
    [placeId, accounts, postId, textId, dueAt],
  );
  return { postId, deliveryIds: rows.map((row) => row.id) };
}

/** Where a delivery stands, as the table says. */
export async function deliveryRow(
  dataSource: DataSource,
  id: number,
): Promise<{ state: string; epoch: number; attempts: number; crashes: number } | undefined> {
  const [row] = await rowsOf<{ state: string; epoch: number; attempts: number; crashes: number }>(
    dataSource,
    'SELECT state::text, epoch, attempts, crashes FROM deliveries WHERE id = $1',
    [id],
  );
  return row;
}

async function idOf(
  dataSource: DataSource,
  statement: string,
  parameters: unknown[],
): Promise<number> {
  const [row] = await rowsOf<{ id: number }>(dataSource, statement, parameters);
  if (!row) throw new Error('The statement returned no id');
  return row.id;
}
