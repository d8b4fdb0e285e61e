import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../kernel/config.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

/** Deliveries moved in one transaction. */
const BATCH = 5_000;
const POSTS = 200;

/**
 * At an end that no process and no open question will change. What is public of a recalled post is not, unless a person
 * lets it stay.
 */
const IS_OVER = `(d.state IN ('failed', 'cancelled', 'recalled')
                  OR d.state = 'published'
                     AND (p.recalled_at IS NULL
                          OR EXISTS (SELECT 1 FROM retractions r WHERE r.delivery_id = d.id AND r.outcome = 'stays')))`;
/** Nobody has stopped, recalled or corrected the post lately. */
const IS_QUIET = `COALESCE(GREATEST(p.cancelled_at, p.recalled_at, p.corrected_at), p.due_at) < $2`;

/** Moving finished posts out of the tables that the queue works on. */
@Injectable()
export class ArchiveStore {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Pick<Config, 'retention'>,
  ) {}

  /**
   * Only what ended before this instant moves. It is counted from the oldest send whose outcome is not known: a look
   * for that post has to compare what it finds with all that was sent to the account about then.
   */
  async endedBefore(): Promise<Date> {
    const [row] = await rowsOf<{ at: Date }>(
      this.dataSource,
      `SELECT LEAST(now(), min(intent_at)) - make_interval(days => $1) AS at
       FROM (
         SELECT intent_at FROM deliveries WHERE state IN ('claimed', 'sending')
         UNION ALL
         SELECT intent_at FROM deliveries WHERE state IN ('unknown', 'pending')
       ) d`,
      [this.config.retention.archiveAfterDays],
    );
    if (!row) throw new Error('An aggregate answers one row');
    return row.at;
  }

  /** Posts with rows in the queue's tables that were due before `endedBefore`, oldest first, after post `after`. */
  async oldPosts(
    endedBefore: Date,
    after: { dueAt: string; id: number } | null,
  ): Promise<{ id: number; dueAt: string }[]> {
    return rowsOf(
      this.dataSource,
      `SELECT id, due_at::text AS "dueAt" FROM posts
       WHERE archived_at IS NULL AND due_at < $1
         AND (due_at, id) > (COALESCE($2::timestamptz, '-infinity'), $3::int)
       ORDER BY due_at, id LIMIT ${POSTS}`,
      [endedBefore, after?.dueAt ?? null, after?.id ?? 0],
    );
  }

  /** Whether all deliveries of the post are at an end, and were before `endedBefore`. */
  async isOver(postId: number, endedBefore: Date): Promise<boolean> {
    const rows = await rowsOf(
      this.dataSource,
      `SELECT 1 FROM posts p
       WHERE p.id = $1 AND ${IS_QUIET}
         AND NOT EXISTS (SELECT 1 FROM deliveries d
                         WHERE d.post_id = p.id AND (NOT ${IS_OVER} OR d.due_at >= $2))
         AND NOT EXISTS (SELECT 1 FROM deliveries d JOIN attempts n ON n.delivery_id = d.id
                         WHERE d.post_id = p.id AND n.ended_at >= $2)
         AND NOT EXISTS (SELECT 1 FROM corrections c JOIN deliveries d ON d.id = c.delivery_id
                         WHERE c.post_id = p.id
                           AND (c.wake_at IS NOT NULL AND d.state = 'published' OR c.ended_at >= $2))
         AND NOT EXISTS (SELECT 1 FROM deliveries d JOIN retractions r ON r.delivery_id = d.id
                         WHERE d.post_id = p.id AND r.ended_at >= $2)`,
      [postId, endedBefore],
    );
    return rows.length > 0;
  }

  /**
   * Moves some thousand deliveries of a post that is over, with their attempts, and answers how many. Zero: nothing is
   * left to move, or somebody works on it at this moment.
   */
  async moveBatch(postId: number, endedBefore: Date): Promise<number> {
    return this.dataSource.transaction((manager) => moveBatch(manager, postId, endedBefore));
  }
}

/**
 * In a transaction. The post's row keeps a recall out until the commit; each delivery's row keeps a person's retry out,
 * and what was retried meanwhile is not moved. The statement that moves begins after the locks, so it sees all attempts.
 */
export async function moveBatch(
  executor: Executor,
  postId: number,
  endedBefore: Date,
): Promise<number> {
  const post = await rowsOf(
    executor,
    `SELECT 1 FROM posts p WHERE p.id = $1 AND ${IS_QUIET} FOR NO KEY UPDATE SKIP LOCKED`,
    [postId, endedBefore],
  );
  if (post.length === 0) return 0;
  const deliveries = await rowsOf<{ id: number }>(
    executor,
    `SELECT d.id FROM posts p JOIN deliveries d ON d.post_id = p.id
     WHERE p.id = $1 AND ${IS_OVER} AND d.due_at < $2
     ORDER BY d.account_id, d.part LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED`,
    [postId, endedBefore],
  );
  const ids = deliveries.map(({ id }) => id);
  if (ids.length > 0) await rowsOf(executor, MOVE, [ids, postId]);
  await rowsOf(
    executor,
    `UPDATE posts SET archived_at = now()
     WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM deliveries WHERE post_id = $1)`,
    [postId],
  );
  return ids.length;
}

const MOVE = `
  WITH moved AS (
    DELETE FROM deliveries WHERE id = ANY($1::bigint[]) RETURNING *
  ), drafts AS (
    DELETE FROM delivery_progress WHERE delivery_id = ANY($1::bigint[]) RETURNING *
  ), retracted AS (
    DELETE FROM retractions WHERE delivery_id = ANY($1::bigint[]) RETURNING *
  ), tries AS (
    DELETE FROM attempts WHERE delivery_id = ANY($1::bigint[]) RETURNING *
  ), post AS (
    SELECT due_at FROM posts WHERE id = $2
  ), kept AS (
    INSERT INTO archived_deliveries
      (id, post_id, account_id, text_id, platform, priority, part, epoch, state, attempts, crashes, due_at, wake_at,
       intent_at, post_due_at, progress, saved_at, retraction)
    SELECT m.id, m.post_id, m.account_id, m.text_id, m.platform, m.priority, m.part, m.epoch, m.state, m.attempts, m.crashes,
           m.due_at, m.wake_at, m.intent_at, post.due_at, f.progress, f.saved_at, to_jsonb(r)
    FROM moved m CROSS JOIN post
    LEFT JOIN drafts f ON f.delivery_id = m.id
    LEFT JOIN retracted r ON r.delivery_id = m.id
  )
  INSERT INTO archived_attempts
    (delivery_id, epoch, intent_at, ended_at, outcome, cause, detail, looks, remote_id, permalink,
     person_id, post_due_at)
  SELECT n.delivery_id, n.epoch, n.intent_at, n.ended_at, n.outcome, n.cause, n.detail, n.looks,
         n.remote_id, n.permalink, n.person_id, post.due_at
  FROM tries n CROSS JOIN post`;
