import { Injectable } from '@nestjs/common';
import type { PlatformName } from '../contract/platforms.js';
import { rowsOf } from '../kernel/database/sql.js';
import { WorkerDatabase } from '../kernel/database/worker-database.js';
import { MAX_CRASHES } from './retry-policy.js';

export interface Rescued {
  /** Claims that ended before an intent: waiting again. */
  released: number;
  /** Claims that ended with their worker too often: set aside for a person. */
  setAside: number;
  /** Sends without an answer: nobody sends again, somebody looks. */
  unknown: number;
}

const BATCH = 5_000;
/** What was in a dead worker's hands goes before what came up in this time; further back it would pass for overdue. */
const ITS_PLACE = `interval '1 minute'`;

/** Leases that ended without their worker, and retries whose time has come. */
@Injectable()
export class RescueStore {
  constructor(private readonly database: WorkerDatabase) {}

  /** Without an intent a delivery waits again; with one its outcome is unknown. */
  async rescueExpired(): Promise<Rescued> {
    const rows = await rowsOf<{ state: string; n: number }>(
      this.database,
      `WITH expired AS (
         SELECT d.id, d.epoch, d.post_id, d.state, d.crashes, p.cancelled_at
         FROM deliveries d JOIN posts p ON p.id = d.post_id
         WHERE d.state IN ('claimed', 'sending') AND d.wake_at <= now()
         ORDER BY d.wake_at, d.id
         LIMIT ${BATCH}
         FOR UPDATE OF d SKIP LOCKED
       ), moved AS (
         UPDATE deliveries d
         SET state = CASE WHEN e.state = 'sending' THEN 'unknown'
                          WHEN e.cancelled_at IS NOT NULL THEN 'cancelled'
                          WHEN e.crashes + 1 >= ${MAX_CRASHES} THEN 'failed'
                          ELSE 'ready' END::delivery_state,
             crashes = CASE WHEN e.state = 'claimed' THEN e.crashes + 1 ELSE e.crashes END,
             wake_at = CASE WHEN e.state = 'sending' THEN now()
                            WHEN e.cancelled_at IS NULL AND e.crashes + 1 < ${MAX_CRASHES}
                            THEN GREATEST(d.due_at, now() - ${ITS_PLACE}) END
         FROM expired e WHERE d.id = e.id
         RETURNING d.id, d.epoch, d.post_id, d.state, d.intent_at
       ), noted AS (
         INSERT INTO attempts (delivery_id, epoch, intent_at, ended_at, outcome, cause, detail)
         SELECT id, epoch, intent_at, clock_timestamp(), state::text,
                CASE WHEN state = 'unknown' THEN 'no_answer' ELSE 'too_many_attempts' END,
                CASE WHEN state = 'unknown'
                     THEN 'The worker ended after the send began and before an answer was recorded'
                     ELSE 'Its worker ended ${MAX_CRASHES} times before anything was sent' END
         FROM moved WHERE state IN ('unknown', 'failed')
         ON CONFLICT (delivery_id, epoch) DO UPDATE
         SET ended_at = EXCLUDED.ended_at, outcome = EXCLUDED.outcome,
             cause = EXCLUDED.cause, detail = EXCLUDED.detail
       ), told AS (
         SELECT pg_notify('munadi_progress', post_id::text)
         FROM (SELECT DISTINCT post_id FROM moved) AS posts
         UNION ALL
         SELECT pg_notify('munadi_due', '') WHERE EXISTS (SELECT 1 FROM moved WHERE state = 'ready')
         UNION ALL
         SELECT pg_notify('munadi_later', '')
         WHERE EXISTS (SELECT 1 FROM moved WHERE state = 'unknown')
       )
       SELECT state::text, count(*) AS n, (SELECT count(*) FROM told) AS told
       FROM moved GROUP BY state`,
    );
    const count = (state: string) => rows.find((row) => row.state === state)?.n ?? 0;
    return { released: count('ready'), setAside: count('failed'), unknown: count('unknown') };
  }

  /** Retries whose wait is over stand in the due queue again; those of a cancelled post are cancelled. */
  async releaseRetries(): Promise<void> {
    await rowsOf(
      this.database,
      `WITH due AS (
         SELECT id FROM deliveries WHERE state = 'retry_wait' AND wake_at <= now()
         ORDER BY wake_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
       ), moved AS (
         UPDATE deliveries d
         SET state = CASE WHEN p.cancelled_at IS NULL THEN 'ready' ELSE 'cancelled' END::delivery_state,
             wake_at = CASE WHEN p.cancelled_at IS NULL THEN d.wake_at END
         FROM due, posts p WHERE d.id = due.id AND p.id = d.post_id
         RETURNING d.post_id, d.state
       )
       SELECT pg_notify('munadi_due', '') WHERE EXISTS (SELECT 1 FROM moved WHERE state = 'ready')
       UNION ALL
       SELECT pg_notify('munadi_progress', post_id::text)
       FROM (SELECT DISTINCT post_id FROM moved) AS posts`,
    );
  }

  /** A platform is back: what it could not take waits no longer. */
  async endWaits(platform: PlatformName): Promise<void> {
    await rowsOf(
      this.database,
      `WITH waiting AS (
         SELECT d.id FROM deliveries d
         JOIN attempts n ON n.delivery_id = d.id AND n.epoch = d.epoch AND n.cause = 'unavailable'
         WHERE d.state = 'retry_wait' AND d.platform = $1 AND d.wake_at > now()
         FOR UPDATE OF d SKIP LOCKED
       ), woken AS (
         UPDATE deliveries d SET wake_at = now() FROM waiting w WHERE d.id = w.id
       )
       SELECT pg_notify('munadi_later', '')`,
      [platform],
    );
  }

  /** Until the next lease or wait ends by the database's clock; null when there is none. */
  async nextInMs(): Promise<number | null> {
    const [row] = await rowsOf<{ inMs: number | null }>(
      this.database,
      `SELECT extract(epoch FROM LEAST(
         (SELECT min(wake_at) FROM deliveries WHERE state IN ('claimed', 'sending')),
         (SELECT wake_at FROM deliveries WHERE state = 'retry_wait' ORDER BY wake_at, id LIMIT 1)
       ) - clock_timestamp())::float8 * 1000 AS "inMs"`,
    );
    return row?.inMs ?? null;
  }
}
