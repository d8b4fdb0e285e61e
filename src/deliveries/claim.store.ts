import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from '../kernel/database/sql.js';
import type { Claim } from './claim.js';

/** What was refused a moment ago is not taken again at once. */
const RELEASED_FOR_MS = 1_000;

/** Taking due deliveries, and giving back those that were not sent. */
@Injectable()
export class ClaimStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Takes up to `room` deliveries that are due by the database's clock and by `workerNow`.
   * `now()` bounds the scan of the due index; a volatile clock would walk every future row.
   */
  async claimDue(room: number, workerNow: Date, leaseMs: number): Promise<Claim[]> {
    return rowsOf<Claim>(
      this.dataSource,
      `WITH due AS (
         SELECT id FROM deliveries
         WHERE state = 'ready' AND wake_at <= now() AND wake_at <= $2
         ORDER BY wake_at, id
         LIMIT $1
         FOR UPDATE SKIP LOCKED
       ), claimed AS (
         UPDATE deliveries d
         SET state = 'claimed', epoch = d.epoch + 1, wake_at = now() + $3 * interval '1 millisecond'
         FROM due WHERE d.id = due.id
         RETURNING d.id, d.epoch, d.post_id, d.account_id, d.text_id, d.attempts, d.due_at
       )
       SELECT c.id AS "deliveryId", c.epoch, c.post_id AS "postId", c.account_id AS "accountId",
              a.platform, a.remote_id AS "remoteId", a.handle, t.body AS text, c.attempts,
              c.due_at AS "dueAt", p.progress
       FROM claimed c
       JOIN accounts a ON a.id = c.account_id
       JOIN filled_texts t ON t.id = c.text_id
       LEFT JOIN delivery_progress p ON p.delivery_id = c.id`,
      [room, workerNow, leaseMs],
    );
  }

  /** When the first waiting delivery is due, also when that instant has passed; null when none waits. */
  async nextDueAt(): Promise<Date | null> {
    const [row] = await rowsOf<{ wakeAt: Date }>(
      this.dataSource,
      `SELECT wake_at AS "wakeAt" FROM deliveries WHERE state = 'ready' ORDER BY wake_at, id LIMIT 1`,
    );
    return row?.wakeAt ?? null;
  }

  /** Gives back what was claimed and has no intent; of a cancelled post it is cancelled. */
  async release(claim: Claim): Promise<void> {
    await rowsOf(
      this.dataSource,
      `WITH moved AS (
         UPDATE deliveries d
         SET state = CASE WHEN p.cancelled_at IS NULL THEN 'ready' ELSE 'cancelled' END::delivery_state,
             wake_at = CASE WHEN p.cancelled_at IS NULL
                            THEN now() + ${RELEASED_FOR_MS} * interval '1 millisecond' END
         FROM posts p
         WHERE d.id = $1 AND d.epoch = $2 AND d.state = 'claimed' AND p.id = d.post_id
         RETURNING d.post_id
       )
       SELECT pg_notify('munadi_due', ''), pg_notify('munadi_progress', post_id::text) FROM moved`,
      [claim.deliveryId, claim.epoch],
    );
  }
}
