import { Inject, Injectable } from '@nestjs/common';
import type { FailureCause } from '../contract/deliveries.js';
import type { PlatformName } from '../contract/platforms.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { rowsOf } from '../kernel/database/sql.js';
import { WorkerDatabase } from '../kernel/database/worker-database.js';

/** A delivery whose answer was lost, to be looked for by one process. */
export interface LostDelivery {
  deliveryId: number;
  epoch: number;
  accountId: number;
  platform: PlatformName;
  remoteId: string;
  handle: string;
  text: string;
  /** Its place in a thread; 0: the post's text. */
  part: number;
  progress: unknown;
  sentAt: Date;
  /** Looks before this one. */
  looks: number;
  /** Sends that count so far. */
  attempts: number;
  cause: FailureCause | null;
}

/** What a look came to. `absent` is proof; `undecided` goes to a person. */
export type Verdict =
  | { kind: 'published'; remoteId: string; permalink: string | null }
  | { kind: 'absent'; retryInMs: number; detail: string }
  | { kind: 'look_again'; afterMs: number; detail: string }
  | { kind: 'undecided'; detail: string };

const BATCH = 64;

/** Reading and ending the doubt about a send. Nothing here sends. */
@Injectable()
export class ReconcileStore {
  constructor(
    private readonly database: WorkerDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Takes lost deliveries whose next look is due; another process sees them again only after the lease. */
  async takeLost(): Promise<LostDelivery[]> {
    return rowsOf<LostDelivery>(
      this.database,
      `WITH lost AS (
         SELECT id FROM deliveries WHERE state = 'unknown' AND wake_at <= now()
         ORDER BY wake_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
       ), taken AS (
         UPDATE deliveries d SET wake_at = now() + $1 * interval '1 millisecond'
         FROM lost WHERE d.id = lost.id
         RETURNING d.id, d.epoch, d.account_id, d.text_id, d.part, d.attempts
       )
       SELECT k.id AS "deliveryId", k.epoch, k.account_id AS "accountId", a.platform,
              a.remote_id AS "remoteId", a.handle, t.body AS text, k.part, p.progress,
              n.intent_at AS "sentAt", n.looks, n.cause, k.attempts
       FROM taken k
       JOIN accounts a ON a.id = k.account_id
       JOIN filled_texts t ON t.id = k.text_id
       JOIN attempts n ON n.delivery_id = k.id AND n.epoch = k.epoch
       LEFT JOIN delivery_progress p ON p.delivery_id = k.id`,
      [this.config.deliveries.leaseMs],
    );
  }

  /**
   * Whether the post that was found may be another delivery's to this account: it is known to be, or one with the same
   * words was sent too and nobody knows under which id. Two lost twins therefore wait for each other, and end with a
   * person, instead of both being credited with the one post.
   */
  async mayBeAnothers(lost: LostDelivery, remoteId: string): Promise<boolean> {
    const others = await rowsOf(
      this.database,
      `SELECT 1 FROM attempts n JOIN deliveries d ON d.id = n.delivery_id
       WHERE n.remote_id = $3 AND d.account_id = $1 AND d.id <> $2
       UNION ALL
       SELECT 1 FROM deliveries own
       JOIN filled_texts words ON words.id = own.text_id
       JOIN filled_texts same ON same.sha256 = words.sha256 AND same.platform = words.platform
       JOIN deliveries twin ON twin.post_id = same.post_id AND twin.account_id = $1
                           AND twin.text_id = same.id AND twin.id <> $2
       WHERE own.id = $2
         AND (twin.state::text IN ('sending', 'unknown', 'needs_decision')
              OR twin.state::text IN ('published', 'failed')
                 AND EXISTS (SELECT 1 FROM attempts said WHERE said.delivery_id = twin.id AND said.cause = 'person')
                 AND NOT EXISTS (SELECT 1 FROM attempts known
                                 WHERE known.delivery_id = twin.id AND known.remote_id IS NOT NULL))
       LIMIT 1`,
      [lost.accountId, lost.deliveryId, remoteId],
    );
    return others.length > 0;
  }

  /** Until the next look is due by the database's clock; null when nothing is lost. */
  async nextLookInMs(): Promise<number | null> {
    const [row] = await rowsOf<{ inMs: number | null }>(
      this.database,
      `SELECT extract(epoch FROM (
         SELECT wake_at FROM deliveries WHERE state IN ('unknown', 'pending') ORDER BY wake_at, id LIMIT 1
       ) - clock_timestamp())::float8 * 1000 AS "inMs"`,
    );
    return row?.inMs ?? null;
  }

  /**
   * What was seen adds to what the platform said when the answer was lost: a person needs both.
   * Guarded by epoch and state: a late answer or a person may have ended the doubt meanwhile.
   */
  async conclude(lost: LostDelivery, verdict: Verdict): Promise<void> {
    const { state, wakeAfterMs, remoteId, permalink, cause, detail } = rowFor(verdict);
    await rowsOf(
      this.database,
      `WITH moved AS (
         UPDATE deliveries SET state = $3::delivery_state,
                               wake_at = now() + $4 * interval '1 millisecond'
         WHERE id = $1 AND epoch = $2 AND state = 'unknown'
         RETURNING id, epoch, post_id
       ), noted AS (
         UPDATE attempts n
         SET looks = n.looks + 1, outcome = $3, remote_id = COALESCE($5, n.remote_id),
             permalink = COALESCE($6, n.permalink),
             cause = CASE WHEN $3 = 'published' THEN NULL ELSE COALESCE($7, n.cause) END,
             detail = CASE WHEN $3 = 'published' THEN NULL ELSE concat_ws('. ', n.detail, $8::text) END
         FROM moved WHERE n.delivery_id = moved.id AND n.epoch = moved.epoch
       )
       SELECT pg_notify('munadi_progress', post_id::text), pg_notify('munadi_later', ''),
              CASE WHEN $3 = 'published' THEN pg_notify('munadi_recall', post_id::text) END FROM moved`,
      [lost.deliveryId, lost.epoch, state, wakeAfterMs, remoteId, permalink, cause, detail],
    );
  }
}

interface VerdictRow {
  state: string;
  wakeAfterMs: number | null;
  remoteId: string | null;
  permalink: string | null;
  cause: FailureCause | null;
  detail: string | null;
}

function rowFor(verdict: Verdict): VerdictRow {
  const none = { wakeAfterMs: null, remoteId: null, permalink: null, cause: null, detail: null };
  switch (verdict.kind) {
    case 'published':
      return {
        ...none,
        state: 'published',
        remoteId: verdict.remoteId,
        permalink: verdict.permalink,
      };
    case 'absent':
      return {
        ...none,
        state: 'retry_wait',
        wakeAfterMs: verdict.retryInMs,
        cause: 'unavailable',
        detail: verdict.detail,
      };
    case 'look_again':
      return { ...none, state: 'unknown', wakeAfterMs: verdict.afterMs };
    case 'undecided':
      return { ...none, state: 'needs_decision', detail: verdict.detail };
  }
}
