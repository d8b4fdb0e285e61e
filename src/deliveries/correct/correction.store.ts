import { Inject, Injectable } from '@nestjs/common';
import type { PlatformName } from '../../contract/platforms.js';
import type { OptionValues } from '../../contract/post-options.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';
import { WorkerDatabase } from '../../kernel/database/worker-database.js';
import type { Corrected } from './corrected.js';

/** A public delivery that shall say something else, in the hands of one process. */
export interface Correction {
  deliveryId: number;
  accountId: number;
  platform: PlatformName;
  remoteId: string;
  handle: string;
  textId: number;
  text: string;
  hasMedia: boolean;
  options: OptionValues;
  /** The platform's ids of what is public; none where a person attested the post without its id. */
  postIds: string[];
  publishedAt: Date;
  /** Tries before this one. */
  tries: number;
  /** It tells this process's hold from any later one; in whole milliseconds, so that it comes back as it was. */
  leaseEndsAt: Date;
}

/** What of a correction stands where. */
export interface CorrectionCount {
  platform: PlatformName;
  state: 'pending' | 'correcting' | 'corrected' | 'refused';
  n: number;
  /** What a platform said that refused, of one of them. */
  detail: string | null;
}

/** Of delivery d: it is public, or may still become so with the words it was sent with. */
const MAY_BE_CORRECTED = `d.state IN ('ready', 'claimed', 'sending', 'pending', 'retry_wait', 'unknown', 'needs_decision',
                                      'published')`;

/** Other words for what is public of a post. */
@Injectable()
export class CorrectionStore {
  constructor(
    private readonly database: WorkerDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Inside one transaction: what has no intent yet gets the new words, and goes back to the queue where a worker holds
   * it with the old ones; the rest is corrected when it is public. The post's row is locked first: an intent that is
   * being written holds it, so every intent is of the one kind or the other.
   */
  async correct(
    executor: Executor,
    order: {
      postId: number;
      personId: number;
      /** The new text of each part of each account: no part ever gets another's. */
      texts: readonly { accountId: number; part: number; textId: number }[];
    },
  ): Promise<{ changed: number; toCorrect: number }> {
    const { postId, personId } = order;
    await rowsOf(
      executor,
      `UPDATE posts SET corrected_at = clock_timestamp(), corrected_by = $2 WHERE id = $1`,
      [postId, personId],
    );
    await rowsOf(executor, 'SELECT bring_back_post($1)', [postId]);
    const given = [
      postId,
      order.texts.map(({ accountId }) => accountId),
      order.texts.map(({ textId }) => textId),
      order.texts.map(({ part }) => part),
    ];
    const [pended] = await rowsOf<{ n: number }>(
      executor,
      `WITH pended AS (
         INSERT INTO corrections (delivery_id, post_id, platform, text_id, state, wake_at)
         SELECT d.id, d.post_id, d.platform, t.text_id, 'pending', now()
         FROM unnest($2::int[], $3::int[], $4::int[]) AS t(account_id, text_id, part)
         JOIN deliveries d ON d.post_id = $1 AND d.account_id = t.account_id AND d.part = t.part
         WHERE d.state::text IN ('sending', 'pending', 'unknown', 'needs_decision', 'published')
           -- A further part whose words stay has nothing to be corrected, unless other ones were ordered before.
           AND (d.part = 0 OR d.text_id <> t.text_id
                OR EXISTS (SELECT 1 FROM corrections c WHERE c.delivery_id = d.id))
         ON CONFLICT (delivery_id) DO UPDATE
         -- Words that are on their way just now arrive first, or their hold ends.
         SET text_id = EXCLUDED.text_id, state = 'pending', tries = 0, ended_at = NULL, detail = NULL,
             wake_at = CASE corrections.state WHEN 'correcting' THEN corrections.wake_at ELSE now() END
         RETURNING delivery_id
       )
       SELECT count(DISTINCT d.account_id) AS n FROM pended p JOIN deliveries d ON d.id = p.delivery_id`,
      given,
    );
    const [changed] = await rowsOf<{ n: number }>(
      executor,
      `WITH changed AS (
         UPDATE deliveries d
         SET text_id = t.text_id, state = CASE WHEN d.state = 'claimed' THEN 'ready' ELSE d.state END,
             wake_at = CASE WHEN d.state = 'claimed' THEN now() ELSE d.wake_at END
         FROM unnest($2::int[], $3::int[], $4::int[]) AS t(account_id, text_id, part)
         WHERE d.post_id = $1 AND d.account_id = t.account_id AND d.part = t.part
           AND d.state::text IN ('planned', 'ready', 'claimed', 'retry_wait', 'missed', 'failed')
         RETURNING d.id, d.account_id
       ), drafts AS (
         -- What a platform has prepared says the old words.
         DELETE FROM delivery_progress p USING changed c WHERE p.delivery_id = c.id
       )
       SELECT count(DISTINCT account_id) AS n, pg_notify('munadi_due', ''), pg_notify('munadi_correct', '') FROM changed`,
      given,
    );
    return { changed: changed?.n ?? 0, toCorrect: pended?.n ?? 0 };
  }

  /**
   * Only deliveries to accounts below `placePath` count; what waits for a delivery that never became public, or that is
   * taken back, waits for nothing.
   */
  async countsOf(
    executor: Executor,
    postId: number,
    placePath: string,
  ): Promise<CorrectionCount[]> {
    return rowsOf<CorrectionCount>(
      executor,
      `SELECT c.platform, c.state, count(DISTINCT d.account_id) AS n, min(c.detail) AS detail
       FROM corrections c
       JOIN all_deliveries d ON d.id = c.delivery_id AND d.post_id = c.post_id
       JOIN accounts a ON a.id = d.account_id
       JOIN districts s ON s.id = a.district_id
       WHERE c.post_id = $1 AND s.path LIKE $2 || '%' AND (c.wake_at IS NULL OR ${MAY_BE_CORRECTED})
       GROUP BY c.platform, c.state ORDER BY c.platform, c.state`,
      [postId, placePath],
    );
  }

  /** Also what another process took and did not finish: an edit may be made twice. */
  async take(platform: PlatformName, limit: number): Promise<Correction[]> {
    return rowsOf<Correction>(
      this.database,
      `WITH due AS (
         SELECT c.delivery_id FROM corrections c
         JOIN deliveries d ON d.id = c.delivery_id AND d.state::text = 'published'
         WHERE c.state IN ('pending', 'correcting') AND c.platform = $1 AND c.wake_at <= now()
         ORDER BY c.wake_at, c.delivery_id LIMIT $2 FOR UPDATE OF c SKIP LOCKED
       ), taken AS (
         UPDATE corrections c
         SET state = 'correcting', wake_at = date_trunc('milliseconds', now() + $3 * interval '1 millisecond')
         FROM due WHERE c.delivery_id = due.delivery_id
         RETURNING c.*
       )
       SELECT t.delivery_id AS "deliveryId", d.account_id AS "accountId", t.platform,
              account_remote_id_at(a.id, n.sent_at) AS "remoteId", a.handle, t.text_id AS "textId", w.body AS text,
              d.part = 0 AND EXISTS (SELECT 1 FROM post_media m WHERE m.post_id = t.post_id) AS "hasMedia",
              CASE WHEN d.part = 0 THEN COALESCE(r.options, '{}') ELSE '{}' END AS options,
              n.post_ids AS "postIds", n.published_at AS "publishedAt", t.tries, t.wake_at AS "leaseEndsAt"
       FROM taken t
       JOIN deliveries d ON d.id = t.delivery_id
       JOIN accounts a ON a.id = d.account_id
       JOIN filled_texts w ON w.id = t.text_id
       LEFT JOIN renditions r ON r.post_id = t.post_id AND r.platform = t.platform::text
       CROSS JOIN LATERAL (
         SELECT COALESCE(array_agg(remote_id) FILTER (WHERE remote_id IS NOT NULL), '{}') AS post_ids,
                COALESCE(min(ended_at), now()) AS published_at,
                COALESCE(min(intent_at), min(ended_at), now()) AS sent_at
         FROM attempts WHERE delivery_id = t.delivery_id AND outcome = 'published'
       ) n`,
      [platform, limit, this.config.deliveries.leaseMs],
    );
  }

  /** Only for who still holds it. Other words that were ordered meanwhile go next. */
  async settle(taken: Correction, result: Corrected): Promise<void> {
    await rowsOf(
      this.database,
      `WITH ended AS (
         UPDATE corrections
         SET state = $4, wake_at = now() + $5 * interval '1 millisecond', tries = tries + 1, detail = $6,
             ended_at = clock_timestamp()
         WHERE delivery_id = $1 AND wake_at = $2 AND text_id = $3 AND state = 'correcting'
         RETURNING delivery_id, post_id, text_id, state
       ), next AS (
         UPDATE corrections SET wake_at = now()
         WHERE delivery_id = $1 AND wake_at = $2 AND text_id <> $3 AND state = 'pending'
         RETURNING pg_notify('munadi_correct', '')
       ), said AS (
         UPDATE deliveries d SET text_id = e.text_id FROM ended e
         WHERE d.id = e.delivery_id AND e.state = 'corrected'
       )
       SELECT pg_notify('munadi_progress', post_id::text), (SELECT count(*) FROM next) FROM ended
       UNION ALL SELECT NULL, count(*) FROM next`,
      [
        taken.deliveryId,
        taken.leaseEndsAt,
        taken.textId,
        result.state,
        result.state === 'pending' ? result.inMs : null,
        result.state === 'corrected' ? null : result.detail,
      ],
    );
  }

  /** Gives back what could not be asked for yet; it counts as no try. */
  async postpone(back: readonly { item: Correction; waitMs: number }[]): Promise<void> {
    if (back.length === 0) return;
    await rowsOf(
      this.database,
      `UPDATE corrections c
       SET state = 'pending', wake_at = now() + b.wait_ms * interval '1 millisecond'
       FROM unnest($1::bigint[], $2::timestamptz[], $3::float8[]) AS b(id, lease_ends_at, wait_ms)
       WHERE c.delivery_id = b.id AND c.wake_at = b.lease_ends_at AND c.state = 'correcting'`,
      [
        back.map(({ item }) => item.deliveryId),
        back.map(({ item }) => item.leaseEndsAt),
        back.map(({ waitMs }) => waitMs),
      ],
    );
  }

  /** Until the next try on this platform by the database's clock; null when nothing public is to be corrected. */
  async nextInMs(platform: PlatformName): Promise<number | null> {
    const [row] = await rowsOf<{ inMs: number | null }>(
      this.database,
      `SELECT extract(epoch FROM (
         SELECT c.wake_at FROM corrections c
         JOIN deliveries d ON d.id = c.delivery_id AND d.state::text = 'published'
         WHERE c.state IN ('pending', 'correcting') AND c.platform = $1
         ORDER BY c.wake_at, c.delivery_id LIMIT 1
       ) - clock_timestamp())::float8 * 1000 AS "inMs"`,
      [platform],
    );
    return row?.inMs ?? null;
  }
}
