import { Inject, Injectable } from '@nestjs/common';
import type { PlatformName } from '../../contract/platforms.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';
import { WorkerDatabase } from '../../kernel/database/worker-database.js';
import type { Order } from '../person.store.js';
import type { Taken } from './retraction.js';

/** Outcome of a retraction that a person has given up: it is public, and may be. */
const STAYS = 'stays';

/** A published delivery that shall be taken down, in the hands of one process. */
export interface Retractable {
  deliveryId: number;
  epoch: number;
  accountId: number;
  platform: PlatformName;
  remoteId: string;
  handle: string;
  /**
   * The platform's ids of what is public: two where a person ordered another send in doubt and both went out, none
   * where a person attested the post without its id.
   */
  postIds: string[];
  /** Of the oldest of them. */
  publishedAt: Date;
  /** Tries before this one. */
  tries: number;
  /** It tells this process's hold from any later one; in whole milliseconds, so that it comes back as it was. */
  leaseEndsAt: Date;
}

/** What is public of a recalled post, on its way down. */
@Injectable()
export class RecallStore {
  constructor(
    private readonly database: WorkerDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** After `cancelPost` in the same transaction. Answers on how many accounts something is to be taken down. */
  async recallPost(
    executor: Executor,
    { postId, personId }: { postId: number; personId: number },
  ): Promise<number> {
    await rowsOf(
      executor,
      `UPDATE posts SET recalled_at = COALESCE(recalled_at, now()), recalled_by = COALESCE(recalled_by, $2)
       WHERE id = $1`,
      [postId, personId],
    );
    // What was archived is taken down too.
    await rowsOf(executor, 'SELECT bring_back_post($1)', [postId]);
    return pendPublished(executor, postId);
  }

  /** Where it is public, on its way, or may be either: what a recall would take down. */
  async publicAccounts(executor: Executor, postId: number): Promise<number[]> {
    const rows = await rowsOf<{ accountId: number }>(
      executor,
      `SELECT DISTINCT account_id AS "accountId" FROM all_deliveries
       WHERE post_id = $1 AND state::text IN ('published', 'sending', 'pending', 'unknown', 'needs_decision')
       ORDER BY 1`,
      [postId],
    );
    return rows.map(({ accountId }) => accountId);
  }

  /** Which of these posts are recalled. */
  async recalledAmong(executor: Executor, postIds: readonly number[]): Promise<Set<number>> {
    const rows = await rowsOf<{ id: number }>(
      executor,
      'SELECT id FROM posts WHERE id = ANY($1::int[]) AND recalled_at IS NOT NULL',
      [postIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** What was recalled so lately, and how long ago by the database's clock. */
  async recalledWithin(withinMs: number): Promise<{ postId: number; agoMs: number }[]> {
    return rowsOf(
      this.database,
      `SELECT id AS "postId", extract(epoch FROM now() - recalled_at)::float8 * 1000 AS "agoMs" FROM posts
       WHERE recalled_at IS NOT NULL AND recalled_at > now() - $1::float8 * interval '1 millisecond'`,
      [withinMs],
    );
  }

  /** What became public of a post since its recall: a send that was under way, or one that was found. */
  async sweep(postId: number): Promise<number> {
    return pendPublished(this.database, postId);
  }

  /**
   * A person lets public what the recall could not take down, or what nobody knew of. It is never swept again. Answers
   * false where nobody is asked, or the post is not recalled.
   */
  async letStay(
    executor: Executor,
    order: Pick<Order, 'deliveryId' | 'from' | 'personId' | 'reason'>,
  ): Promise<boolean> {
    const moved = await rowsOf(
      executor,
      `WITH moved AS (
         UPDATE deliveries d
         SET state = 'published', wake_at = NULL,
             epoch = d.epoch + CASE WHEN $2 = 'needs_decision' THEN 1 ELSE 0 END
         FROM posts p
         WHERE d.id = $1 AND d.state::text = $2 AND $2 IN ('needs_decision', 'recall_unknown')
           AND p.id = d.post_id AND p.recalled_at IS NOT NULL
         RETURNING d.id, d.epoch, d.post_id
       ), noted AS (
         -- What was in doubt is known from now on; what was public has the try that published it.
         INSERT INTO attempts (delivery_id, epoch, ended_at, outcome, cause, detail, person_id)
         SELECT id, epoch, clock_timestamp(), 'published', 'person', $3, $4 FROM moved
         WHERE $2 = 'needs_decision'
       ), stays AS (
         INSERT INTO retractions (delivery_id, ended_at, outcome, detail, person_id)
         SELECT id, clock_timestamp(), '${STAYS}', $3, $4 FROM moved
         ON CONFLICT (delivery_id) DO UPDATE
         SET ended_at = EXCLUDED.ended_at, outcome = EXCLUDED.outcome, detail = EXCLUDED.detail,
             person_id = EXCLUDED.person_id
       )
       SELECT pg_notify('munadi_progress', post_id::text) FROM moved`,
      [order.deliveryId, order.from, order.reason, order.personId],
    );
    return moved.length > 0;
  }

  /** Also what another process took and did not finish: a delete may be made twice. */
  async take(platform: PlatformName, limit: number): Promise<Retractable[]> {
    return rowsOf<Retractable>(
      this.database,
      `WITH due AS (
         SELECT id FROM deliveries
         WHERE state IN ('recall_pending', 'recalling') AND platform = $1 AND wake_at <= now()
         ORDER BY wake_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
       ), taken AS (
         UPDATE deliveries d
         SET state = 'recalling', wake_at = date_trunc('milliseconds', now() + $3 * interval '1 millisecond')
         FROM due WHERE d.id = due.id
         RETURNING d.id, d.epoch, d.account_id, d.platform, d.wake_at
       )
       SELECT t.id AS "deliveryId", t.epoch, t.account_id AS "accountId", t.platform,
              account_remote_id_at(a.id, n.sent_at) AS "remoteId", a.handle, n.post_ids AS "postIds",
              n.published_at AS "publishedAt", COALESCE(r.tries, 0) AS tries, t.wake_at AS "leaseEndsAt"
       FROM taken t
       JOIN accounts a ON a.id = t.account_id
       CROSS JOIN LATERAL (
         SELECT COALESCE(array_agg(remote_id) FILTER (WHERE remote_id IS NOT NULL), '{}') AS post_ids,
                COALESCE(min(ended_at), now()) AS published_at,
                COALESCE(min(intent_at), min(ended_at), now()) AS sent_at
         FROM attempts WHERE delivery_id = t.id AND outcome = 'published'
       ) n
       LEFT JOIN retractions r ON r.delivery_id = t.id`,
      [platform, limit, this.config.deliveries.leaseMs],
    );
  }

  /** Only for who still holds it: a process that was slower than its lease changes nothing. */
  async settle(taken: Retractable, result: Taken): Promise<void> {
    await rowsOf(
      this.database,
      `WITH moved AS (
         UPDATE deliveries SET state = $4::delivery_state, wake_at = now() + $5 * interval '1 millisecond'
         WHERE id = $1 AND epoch = $2 AND wake_at = $3 AND state::text = 'recalling'
         RETURNING id, post_id
       ), noted AS (
         INSERT INTO retractions (delivery_id, tries, ended_at, outcome, detail)
         SELECT id, 1, clock_timestamp(), $4, $6 FROM moved
         ON CONFLICT (delivery_id) DO UPDATE
         SET tries = retractions.tries + 1, ended_at = EXCLUDED.ended_at,
             outcome = EXCLUDED.outcome, detail = EXCLUDED.detail
       )
       SELECT pg_notify('munadi_progress', post_id::text) FROM moved`,
      [
        taken.deliveryId,
        taken.epoch,
        taken.leaseEndsAt,
        result.state,
        result.state === 'recall_pending' ? result.inMs : null,
        result.detail,
      ],
    );
  }

  /** Gives back what could not be asked for yet; it counts as no try. */
  async postpone(back: readonly { item: Retractable; waitMs: number }[]): Promise<void> {
    if (back.length === 0) return;
    await rowsOf(
      this.database,
      `UPDATE deliveries d
       SET state = 'recall_pending', wake_at = now() + b.wait_ms * interval '1 millisecond'
       FROM unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::float8[])
         AS b(id, epoch, lease_ends_at, wait_ms)
       WHERE d.id = b.id AND d.epoch = b.epoch AND d.wake_at = b.lease_ends_at
         AND d.state::text = 'recalling'`,
      [
        back.map(({ item }) => item.deliveryId),
        back.map(({ item }) => item.epoch),
        back.map(({ item }) => item.leaseEndsAt),
        back.map(({ waitMs }) => waitMs),
      ],
    );
  }

  /** Until the next try on this platform by the database's clock; null when nothing is to be taken down. */
  async nextInMs(platform: PlatformName): Promise<number | null> {
    const [row] = await rowsOf<{ inMs: number | null }>(
      this.database,
      `SELECT extract(epoch FROM (
         SELECT wake_at FROM deliveries
         WHERE state IN ('recall_pending', 'recalling') AND platform = $1
         ORDER BY wake_at, id LIMIT 1
       ) - clock_timestamp())::float8 * 1000 AS "inMs"`,
      [platform],
    );
    return row?.inMs ?? null;
  }
}

/** Of a post that is recalled, and of no other, without what a person lets stay. One statement, however many there are. */
async function pendPublished(executor: Executor, postId: number): Promise<number> {
  const [pended] = await rowsOf<{ n: number }>(
    executor,
    `WITH moved AS (
       UPDATE deliveries d SET state = 'recall_pending', wake_at = now()
       FROM posts p
       WHERE p.id = $1 AND p.recalled_at IS NOT NULL AND d.post_id = p.id AND d.state::text = 'published'
         AND NOT EXISTS (SELECT 1 FROM retractions r WHERE r.delivery_id = d.id AND r.outcome = '${STAYS}')
       RETURNING d.account_id
     )
     SELECT count(DISTINCT account_id) AS n, pg_notify('munadi_recall', $1::int::text), pg_notify('munadi_progress', $1::int::text)
     FROM moved HAVING count(*) > 0`,
    [postId],
  );
  return pended?.n ?? 0;
}
