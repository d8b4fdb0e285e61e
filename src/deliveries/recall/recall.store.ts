import { Inject, Injectable } from '@nestjs/common';
import type { PlatformName } from '../../contract/platforms.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';
import { WorkerDatabase } from '../../kernel/database/worker-database.js';
import type { Taken } from './retraction.js';

/** A published delivery that shall be taken down, in the hands of one process. */
export interface Retractable {
  deliveryId: number;
  epoch: number;
  postId: number;
  accountId: number;
  platform: PlatformName;
  remoteId: string;
  handle: string;
  /** The platform's id of the post; null where a person attested it without one. */
  publishedId: string | null;
  publishedAt: Date;
  /** Tries before this one. */
  tries: number;
}

/** Recalls of the last days are looked after; older ones have ended or wait for a person. */
const SWEPT_DAYS = 30;
const BATCH = 256;

/** What is public of a recalled post, on its way down. */
@Injectable()
export class RecallStore {
  constructor(
    private readonly database: WorkerDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** After `cancelPost` in the same transaction. Answers how many published deliveries are to be taken down. */
  async recallPost(
    executor: Executor,
    { postId, personId, at }: { postId: number; personId: number; at: Date },
  ): Promise<number> {
    await rowsOf(
      executor,
      `UPDATE posts SET recalled_at = COALESCE(recalled_at, $2), recalled_by = COALESCE(recalled_by, $3)
       WHERE id = $1`,
      [postId, at, personId],
    );
    return this.pendPublished(executor, postId);
  }

  /** What became published since its post was recalled: a send that was under way, or one that was found. */
  async sweep(postId: number): Promise<number> {
    const rows = await rowsOf(
      this.database,
      'SELECT 1 FROM posts WHERE id = $1 AND recalled_at IS NOT NULL',
      [postId],
    );
    return rows.length === 0 ? 0 : this.pendPublished(this.database, postId);
  }

  async sweepAll(): Promise<void> {
    const posts = await rowsOf<{ id: number }>(
      this.database,
      `SELECT id FROM posts WHERE recalled_at > now() - interval '${SWEPT_DAYS} days'`,
    );
    for (const { id } of posts) await this.pendPublished(this.database, id);
  }

  /** Also what another process took and did not finish: a delete may be made twice. */
  async take(): Promise<Retractable[]> {
    await rowsOf(
      this.database,
      `UPDATE deliveries SET state = 'recall_pending'
       WHERE state = 'recalling' AND wake_at <= now()`,
    );
    return rowsOf<Retractable>(
      this.database,
      `WITH due AS (
         SELECT id FROM deliveries
         WHERE state IN ('recall_pending', 'recalling') AND state::text = 'recall_pending' AND wake_at <= now()
         ORDER BY wake_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
       ), taken AS (
         UPDATE deliveries d SET state = 'recalling', wake_at = now() + $1 * interval '1 millisecond'
         FROM due WHERE d.id = due.id
         RETURNING d.id, d.epoch, d.post_id, d.account_id, d.platform
       )
       SELECT t.id AS "deliveryId", t.epoch, t.post_id AS "postId", t.account_id AS "accountId", t.platform,
              a.remote_id AS "remoteId", a.handle, n.remote_id AS "publishedId",
              COALESCE(n.ended_at, now()) AS "publishedAt", COALESCE(r.tries, 0) AS tries
       FROM taken t
       JOIN accounts a ON a.id = t.account_id
       LEFT JOIN LATERAL (
         SELECT remote_id, ended_at FROM attempts
         WHERE delivery_id = t.id AND outcome = 'published' ORDER BY remote_id IS NULL, epoch DESC LIMIT 1
       ) n ON true
       LEFT JOIN retractions r ON r.delivery_id = t.id`,
      [this.config.deliveries.leaseMs],
    );
  }

  async settle(taken: Retractable, result: Taken, { isTry = true } = {}): Promise<void> {
    await rowsOf(
      this.database,
      `WITH moved AS (
         UPDATE deliveries SET state = $3::delivery_state, wake_at = now() + $4 * interval '1 millisecond'
         WHERE id = $1 AND epoch = $2 AND state = 'recalling'
         RETURNING id, post_id
       ), noted AS (
         INSERT INTO retractions (delivery_id, tries, tried_at, outcome, detail)
         SELECT id, $6, now(), $3, $5 FROM moved
         ON CONFLICT (delivery_id) DO UPDATE
         SET tries = retractions.tries + EXCLUDED.tries, tried_at = EXCLUDED.tried_at,
             outcome = EXCLUDED.outcome, detail = EXCLUDED.detail
       )
       SELECT pg_notify('munadi_progress', post_id::text) FROM moved`,
      [
        taken.deliveryId,
        taken.epoch,
        result.state,
        result.state === 'recall_pending' ? result.inMs : null,
        result.state === 'recalled' ? null : result.detail,
        isTry ? 1 : 0,
      ],
    );
  }

  /** Until the next try by the database's clock; null when nothing is to be taken down. */
  async nextInMs(): Promise<number | null> {
    const [row] = await rowsOf<{ inMs: number | null }>(
      this.database,
      `SELECT extract(epoch FROM (
         SELECT wake_at FROM deliveries WHERE state IN ('recall_pending', 'recalling')
         ORDER BY wake_at, id LIMIT 1
       ) - clock_timestamp())::float8 * 1000 AS "inMs"`,
    );
    return row?.inMs ?? null;
  }

  private async pendPublished(executor: Executor, postId: number): Promise<number> {
    const rows = await rowsOf<{ n: number }>(
      executor,
      `WITH moved AS (
         UPDATE deliveries SET state = 'recall_pending', wake_at = now()
         WHERE post_id = $1 AND state::text = 'published' RETURNING 1
       )
       SELECT count(*) AS n, pg_notify('munadi_recall', ''), pg_notify('munadi_progress', $1::int::text)
       FROM moved HAVING count(*) > 0`,
      [postId],
    );
    return rows[0]?.n ?? 0;
  }
}
