import { Injectable } from '@nestjs/common';
import type { PlatformName } from '../contract/platforms.js';
import { isLostRace, rowsOf } from '../kernel/database/sql.js';
import { WorkerDatabase } from '../kernel/database/worker-database.js';
import type { Claim } from './claim.js';

export interface ClaimOrder {
  /** How many of each platform's the worker has room for. */
  room: ReadonlyMap<PlatformName, number>;
  workerNow: Date;
  /** How long before its instant a delivery may be taken, to be prepared. */
  aheadMs: number;
  leaseMs: number;
  /** Takes urgent posts and no others. */
  isUrgentOnly?: boolean;
}

/** Why a claim is given back unsent, and when its delivery comes up again. */
export type GivenBack =
  | { kind: 'again'; wakeAt: Date }
  /** Until a stop is lifted; if the stops have changed since this generation, it comes up at once. */
  | { kind: 'held'; generation: number }
  /** Its last instant has passed: a person decides. */
  | { kind: 'missed' };

/** Any number; one claim is taken at a time, so that two of them never deadlock over the accounts. */
const CLAIM_TURN = 7_310_005;
const RACES = 5;

/** Taking due deliveries, and giving back those that were not sent. */
@Injectable()
export class ClaimStore {
  constructor(private readonly database: WorkerDatabase) {}

  /**
   * Takes what is due by the database's clock and by `workerNow`, urgent ones first, and of each account only one:
   * the next is taken when that one is settled. Whoever loses a race for an account asks again.
   */
  async claimDue(order: ClaimOrder): Promise<Claim[]> {
    for (let race = 1; ; race += 1) {
      try {
        return await this.claimOnce(order);
      } catch (error) {
        if (!isLostRace(error) || race === RACES) throw error;
      }
    }
  }

  /** `now()` bounds the scan of the due index; a volatile clock would walk every future row. */
  private async claimOnce(order: ClaimOrder): Promise<Claim[]> {
    const { room, workerNow, aheadMs, leaseMs, isUrgentOnly = false } = order;
    const rows = await rowsOf<Omit<Claim, 'claimedAtTick'>>(
      this.database,
      `WITH due AS (
         SELECT w.*
         FROM (SELECT pg_advisory_xact_lock(${CLAIM_TURN})) AS turn
         CROSS JOIN unnest($1::platform_name[], $2::int[]) AS r(platform, room)
         CROSS JOIN LATERAL (
           SELECT c.* FROM (VALUES (0::smallint), (1::smallint), (2::smallint)) AS p(priority)
           CROSS JOIN LATERAL (
             SELECT d.id, d.account_id, d.priority, d.wake_at FROM deliveries d
             WHERE d.state = 'ready' AND d.platform = r.platform AND d.priority = p.priority
               AND d.wake_at <= LEAST(now(), $3::timestamptz) + $4 * interval '1 millisecond'
               AND NOT EXISTS (SELECT 1 FROM deliveries b
                               WHERE b.account_id = d.account_id AND b.state IN ('claimed', 'sending'))
             ORDER BY d.wake_at, d.id
             LIMIT r.room
             FOR UPDATE OF d SKIP LOCKED
           ) c
           WHERE p.priority = 0 OR NOT $6::boolean
           LIMIT r.room
         ) w
       ), first AS (
         SELECT DISTINCT ON (account_id) id, wake_at FROM due
         ORDER BY account_id, priority, wake_at, id
       ), claimed AS (
         UPDATE deliveries d
         SET state = 'claimed', epoch = d.epoch + 1, intent_at = NULL,
             wake_at = now() + $5 * interval '1 millisecond'
         FROM first f WHERE d.id = f.id
         RETURNING d.id, d.epoch, d.post_id, d.account_id, d.text_id, d.platform, d.priority, d.part,
                   d.attempts, d.due_at, f.wake_at
       )
       SELECT c.id AS "deliveryId", c.epoch, c.post_id AS "postId", c.account_id AS "accountId", c.platform,
              c.priority, a.remote_id AS "remoteId", a.handle, t.body AS text,
              c.part, o.thread <> '{}' AS "isThread",
              o.has_enclosures AND c.part = 0 AS "hasEnclosures",
              o.has_enclosures AND c.part = 0 AND EXISTS (
                SELECT 1 FROM attempts n
                WHERE n.delivery_id = c.id AND n.epoch = c.epoch - 1 AND n.cause = 'processing'
              ) AS "isResumed", c.attempts, c.due_at AS "dueAt",
              c.wake_at AS "wakeAt", o.campaign_id AS "campaignId", s.path AS "districtPath",
              c.due_at + (o.not_after_at - o.due_at) <= now() AS "isMissed", p.progress,
              extract(epoch FROM c.wake_at - clock_timestamp())::float8 * 1000 AS "dueInMs"
       FROM claimed c
       JOIN posts o ON o.id = c.post_id
       JOIN accounts a ON a.id = c.account_id
       JOIN districts s ON s.id = a.district_id
       JOIN filled_texts t ON t.id = c.text_id
       LEFT JOIN delivery_progress p ON p.delivery_id = c.id
       ORDER BY c.priority, c.wake_at, c.id`,
      [[...room.keys()], [...room.values()], workerNow, aheadMs, leaseMs, isUrgentOnly],
    );
    const claimedAtTick = performance.now();
    return rows.map((row) => ({ ...row, claimedAtTick }));
  }

  /**
   * Keeps what waits in a worker's hands for its instant, a place or a draft. What has its intent has a longer lease; a
   * row that somebody holds just now gets its intent or is cancelled, and is not waited for.
   */
  async renew(claims: readonly Claim[], leaseMs: number): Promise<void> {
    if (claims.length === 0) return;
    await rowsOf(
      this.database,
      `WITH held AS (
         SELECT d.id FROM unnest($1::bigint[], $2::int[]) AS c(id, epoch)
         JOIN deliveries d ON d.id = c.id AND d.epoch = c.epoch AND d.state::text = 'claimed'
         FOR UPDATE OF d SKIP LOCKED
       )
       UPDATE deliveries d SET wake_at = now() + $3 * interval '1 millisecond'
       FROM held h WHERE d.id = h.id`,
      [claims.map(({ deliveryId }) => deliveryId), claims.map(({ epoch }) => epoch), leaseMs],
    );
  }

  /**
   * Until the first waiting delivery of these platforms comes up by the database's clock, negative when that has
   * passed; null when none waits. With it the database's own time.
   */
  async nextDue(
    platforms: readonly PlatformName[],
  ): Promise<{ inMs: number | null; databaseNow: Date }> {
    const [row] = await rowsOf<{ inMs: number | null; databaseNow: Date }>(
      this.database,
      `SELECT extract(epoch FROM min(n.wake_at) - clock_timestamp())::float8 * 1000 AS "inMs",
              clock_timestamp() AS "databaseNow"
       FROM unnest($1::platform_name[]) AS r(platform)
       CROSS JOIN (VALUES (0::smallint), (1::smallint), (2::smallint)) AS p(priority)
       CROSS JOIN LATERAL (
         SELECT d.wake_at FROM deliveries d
         WHERE d.state = 'ready' AND d.platform = r.platform AND d.priority = p.priority
           AND d.wake_at < 'infinity'
         ORDER BY d.wake_at, d.id LIMIT 1
       ) n`,
      [platforms],
    );
    if (!row) throw new Error('An aggregate answers one row');
    return row;
  }

  /**
   * Gives back what was claimed and has no intent; of a cancelled post it is cancelled. What is held shares the gate
   * like an intent does: a hold that comes after the lift of its stop would hold for ever.
   */
  async giveBack(back: readonly { claim: Claim; as: GivenBack }[]): Promise<void> {
    if (back.length === 0) return;
    await rowsOf(
      this.database,
      `WITH gate AS (
         SELECT generation FROM sending_gate FOR SHARE
       ), back AS (
         SELECT b.id, b.epoch, b.state,
                CASE WHEN b.generation IS NULL THEN b.wake_at
                     WHEN b.generation = g.generation THEN 'infinity' ELSE now() END AS wake_at
         FROM gate g, unnest($1::bigint[], $2::int[], $3::delivery_state[], $4::timestamptz[], $5::bigint[])
           AS b(id, epoch, state, wake_at, generation)
       ), moved AS (
         UPDATE deliveries d
         SET state = CASE WHEN p.cancelled_at IS NULL THEN b.state ELSE 'cancelled' END,
             wake_at = CASE WHEN p.cancelled_at IS NULL THEN b.wake_at END
         FROM back b, posts p
         WHERE d.id = b.id AND d.epoch = b.epoch AND d.state::text = 'claimed' AND p.id = d.post_id
         RETURNING d.id, d.epoch, d.post_id, d.state
       ), noted AS (
         INSERT INTO attempts (delivery_id, epoch, ended_at, outcome, cause)
         SELECT id, epoch, clock_timestamp(), 'missed', 'late' FROM moved WHERE state = 'missed'
         ON CONFLICT (delivery_id, epoch) DO UPDATE
         SET ended_at = EXCLUDED.ended_at, outcome = EXCLUDED.outcome, cause = EXCLUDED.cause
       )
       SELECT pg_notify('munadi_progress', post_id::text)
       FROM (SELECT DISTINCT post_id FROM moved WHERE state <> 'ready') AS posts
       UNION ALL
       SELECT pg_notify('munadi_due', '') WHERE EXISTS (SELECT 1 FROM moved WHERE state = 'ready')`,
      [
        back.map(({ claim }) => claim.deliveryId),
        back.map(({ claim }) => claim.epoch),
        back.map(({ as }) => (as.kind === 'missed' ? 'missed' : 'ready')),
        back.map(({ as }) => (as.kind === 'again' ? as.wakeAt : null)),
        back.map(({ as }) => (as.kind === 'held' ? as.generation : null)),
      ],
    );
  }
}
