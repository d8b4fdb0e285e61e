import { Injectable } from '@nestjs/common';
import type { DeliveryState, FailureCause } from '../contract/deliveries.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

/** What a person ordered for one delivery, as it stands in its history. */
export interface Order {
  deliveryId: number;
  personId: number;
  /** Where the delivery stands while it waits for a person. */
  from: Extract<DeliveryState, 'needs_decision' | 'missed' | 'recall_unknown'>;
  to: Extract<
    DeliveryState,
    'published' | 'retry_wait' | 'failed' | 'ready' | 'cancelled' | 'recalled' | 'recall_pending'
  >;
  reason: string;
  permalink: string | null;
}

/** Which of what failed or was missed is tried again. */
export interface RetryFilter {
  placePath: string;
  postId?: number;
  deliveryId?: number;
  cause?: FailureCause;
}

/** A delivery that a person left alone in doubt is not among them: it may be public. */
const RETRYABLE = `
  a.id = d.account_id AND s.id = a.district_id AND p.id = d.post_id
  AND p.cancelled_at IS NULL
  AND d.state IN ('failed', 'missed') AND s.path LIKE $1 || '%'
  AND ($2::int IS NULL OR d.post_id = $2) AND ($3::bigint IS NULL OR d.id = $3)
  AND NOT EXISTS (
    SELECT 1 FROM attempts n
    WHERE n.delivery_id = d.id AND n.epoch = d.epoch
      AND (n.cause = 'person' OR ($4::text IS NOT NULL AND n.cause IS DISTINCT FROM $4))
  )`;

/** What is too late for its post is due anew when a person orders it. */
const DUE_ANEW = `CASE WHEN d.due_at + (p.not_after_at - p.due_at) <= now() THEN now() ELSE d.due_at END`;

/** Moves that only a person makes. Every statement runs in the transaction that also writes the audit record. */
@Injectable()
export class PersonStore {
  /** The accounts on which `retry` would try something again. */
  async retryable(executor: Executor, filter: RetryFilter): Promise<number[]> {
    const rows = await rowsOf<{ accountId: number }>(
      executor,
      `SELECT DISTINCT d.account_id AS "accountId" FROM deliveries d, accounts a, districts s, posts p
       WHERE ${RETRYABLE} ORDER BY 1`,
      valuesOf(filter),
    );
    return rows.map(({ accountId }) => accountId);
  }

  /** Tries again what surely did not go out. Answers what moved. */
  async retry(
    executor: Executor,
    filter: RetryFilter,
  ): Promise<{ id: number; accountId: number }[]> {
    return rowsOf<{ id: number; accountId: number }>(
      executor,
      `WITH moved AS (
         UPDATE deliveries d
         SET state = 'ready', wake_at = now(), attempts = 0, crashes = 0,
             due_at = ${DUE_ANEW}
         FROM accounts a, districts s, posts p
         WHERE ${RETRYABLE}
         RETURNING d.id, d.post_id, d.account_id
       ), drafts AS (
         -- What was prepared may be what the platform refused.
         DELETE FROM delivery_progress p USING moved m WHERE p.delivery_id = m.id
       ), told AS (
         SELECT pg_notify('munadi_due', '') WHERE EXISTS (SELECT 1 FROM moved)
         UNION ALL
         SELECT pg_notify('munadi_progress', post_id::text)
         FROM (SELECT DISTINCT post_id FROM moved) AS posts
       )
       SELECT id, account_id AS "accountId", (SELECT count(*) FROM told) AS told FROM moved`,
      valuesOf(filter),
    );
  }

  /** Ends the doubt about a delivery. Answers false when it is not in doubt, or its post is cancelled. */
  async decide(executor: Executor, order: Order): Promise<boolean> {
    const moved = await rowsOf<{ id: number }>(
      executor,
      `WITH moved AS (
         UPDATE deliveries d
         SET state = $2::delivery_state, epoch = d.epoch + 1, attempts = 0,
             wake_at = CASE WHEN $2 IN ('retry_wait', 'ready', 'recall_pending') THEN now() END,
             due_at = CASE WHEN $2 IN ('retry_wait', 'ready') THEN ${DUE_ANEW} ELSE d.due_at END
         FROM posts p
         WHERE d.id = $1 AND d.state::text = $6 AND p.id = d.post_id
           AND ($2 NOT IN ('retry_wait', 'ready') OR p.cancelled_at IS NULL)
         RETURNING d.id, d.epoch, d.post_id
       ), noted AS (
         INSERT INTO attempts
           (delivery_id, epoch, ended_at, outcome, cause, detail, permalink, person_id)
         SELECT id, epoch, clock_timestamp(), $2, 'person', $3, $4, $5 FROM moved
       ), taken_down AS (
         INSERT INTO retractions (delivery_id, ended_at, outcome, detail, person_id)
         SELECT id, clock_timestamp(), $2, $3, $5 FROM moved WHERE $2 IN ('recalled', 'recall_pending')
         ON CONFLICT (delivery_id) DO UPDATE
         SET tries = EXCLUDED.tries, ended_at = EXCLUDED.ended_at, outcome = EXCLUDED.outcome,
             detail = EXCLUDED.detail, person_id = EXCLUDED.person_id
       ), told AS (
         SELECT pg_notify('munadi_progress', post_id::text) FROM moved
         UNION ALL
         SELECT pg_notify('munadi_later', '') FROM moved
         UNION ALL
         SELECT pg_notify('munadi_due', '') FROM moved
         UNION ALL
         SELECT pg_notify('munadi_recall', post_id::text) FROM moved
       )
       SELECT id, (SELECT count(*) FROM told) AS told FROM moved`,
      [order.deliveryId, order.to, order.reason, order.permalink, order.personId, order.from],
    );
    return moved.length > 0;
  }

  /**
   * Cancels whatever of a post has no intent yet. The post's row is locked first: an intent that is being
   * written holds it, so after this transaction no new intent exists. What is under way now is cancelled as soon as it
   * proves not to have gone out. Counts accounts: one that carries a thread is one.
   */
  async cancelPost(
    executor: Executor,
    postId: number,
    at: Date,
  ): Promise<{ cancelled: number; underWay: number }> {
    await rowsOf(
      executor,
      `UPDATE posts SET cancelled_at = COALESCE(cancelled_at, $2) WHERE id = $1`,
      [postId, at],
    );
    const [moved] = await rowsOf<{ n: number }>(
      executor,
      `WITH moved AS (
         UPDATE deliveries SET state = 'cancelled', wake_at = NULL
         WHERE post_id = $1 AND state::text IN ('planned', 'ready', 'claimed', 'retry_wait', 'missed')
         RETURNING account_id
       )
       SELECT count(DISTINCT account_id) AS n FROM moved`,
      [postId],
    );
    const [rest] = await rowsOf<{ n: number }>(
      executor,
      `SELECT count(DISTINCT account_id) AS n, pg_notify('munadi_progress', $1::int::text) FROM deliveries
       WHERE post_id = $1::int AND state IN ('sending', 'pending', 'unknown')`,
      [postId],
    );
    return { cancelled: moved?.n ?? 0, underWay: rest?.n ?? 0 };
  }
}

function valuesOf({ placePath, postId, deliveryId, cause }: RetryFilter) {
  return [placePath, postId ?? null, deliveryId ?? null, cause ?? null];
}
