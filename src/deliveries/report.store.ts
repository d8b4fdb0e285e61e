import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { DeliveryState, FailureCause } from '../contract/deliveries.js';
import type { PlatformName } from '../contract/platforms.js';
import { rowsOf } from '../kernel/database/sql.js';
import { LEAST_WELL_FIRST } from './delivery-state.js';

export interface StateCount {
  postId: number;
  state: DeliveryState;
  n: number;
}

/** A delivery with its account, its district and its last try; of what is public, the one that made it so. */
export interface DeliveryRow {
  deliveryId: number;
  postId: number;
  postTitle: string;
  campaignId: number | null;
  accountId: number;
  /** Its place in a thread; 0: the post's text. */
  part: number;
  platform: PlatformName;
  handle: string;
  remoteId: string;
  districtId: number;
  districtPath: string;
  code: string;
  nameEn: string;
  nameHi: string;
  text: string;
  state: DeliveryState;
  attempts: number;
  dueAt: Date;
  wakeAt: Date | null;
  /** Due, and held by a stop. */
  isHeld: boolean;
  sentAt: Date | null;
  endedAt: Date | null;
  cause: FailureCause | null;
  detail: string | null;
  permalink: string | null;
  isPostCancelled: boolean;
  /** It ended long ago and is kept for reading only. */
  isArchived: boolean;
}

/**
 * Rows come from the queue's tables and the archive; `filed_under` finds the tries of an archived delivery in its own
 * month. What waits for a person is never archived and is asked of the queue's tables alone.
 */
const row = (deliveries: string, attempts: string) => `
  SELECT d.id AS "deliveryId", d.post_id AS "postId", p.title AS "postTitle", p.campaign_id AS "campaignId",
         a.id AS "accountId", d.part, a.platform, a.handle, a.remote_id AS "remoteId",
         s.id AS "districtId", s.path AS "districtPath", s.code, s.name_en AS "nameEn", s.name_hi AS "nameHi", t.body AS text,
         d.state, d.attempts, d.due_at AS "dueAt", d.wake_at AS "wakeAt",
         d.state = 'ready' AND COALESCE(d.wake_at = 'infinity', false) AS "isHeld",
         CASE d.state WHEN 'sending' THEN d.intent_at ELSE n.intent_at END AS "sentAt", n.ended_at AS "endedAt", n.cause,
         CASE WHEN d.state = 'recall_unknown' THEN r.detail ELSE n.detail END AS detail, n.permalink,
         p.cancelled_at IS NOT NULL AS "isPostCancelled", d.is_archived AS "isArchived"
  FROM ${deliveries} d
  JOIN posts p ON p.id = d.post_id
  JOIN accounts a ON a.id = d.account_id
  JOIN districts s ON s.id = a.district_id
  JOIN filled_texts t ON t.id = d.text_id
  LEFT JOIN retractions r ON r.delivery_id = d.id
  LEFT JOIN LATERAL (
    SELECT * FROM ${attempts} WHERE delivery_id = d.id
    ORDER BY d.state = 'published' AND outcome IS NOT DISTINCT FROM 'published' DESC, epoch DESC LIMIT 1
  ) n ON d.state <> 'sending'`;
const ROW = row(
  'all_deliveries',
  '(SELECT * FROM all_attempts WHERE filed_under = d.filed_under) AS filed',
);
const WAITING_ROW = row('(SELECT *, false AS is_archived FROM deliveries)', 'attempts');

/** Reading where posts stand. A post has no state of its own: it is the sum over its deliveries. */
@Injectable()
export class ReportStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Counts accounts, each once, however many parts of a thread it carries; only those below `placePath`. Where only the totals of an old post are kept, they count for
   * whoever sees its author's place and with it all of the post.
   */
  async countStates(postIds: readonly number[], placePath: string): Promise<StateCount[]> {
    return rowsOf<StateCount>(
      this.dataSource,
      `SELECT "postId", state, sum(n)::bigint AS n FROM (
         SELECT d.post_id AS "postId", d.state, count(*) AS n
         FROM all_deliveries d
         JOIN posts p ON p.id = d.post_id AND p.thread = '{}'
         JOIN accounts a ON a.id = d.account_id
         JOIN districts s ON s.id = a.district_id
         WHERE d.post_id = ANY($1::int[]) AND s.path LIKE $2 || '%'
         GROUP BY d.post_id, d.state
         UNION ALL
         SELECT post_id, state, count(*) FROM (
           SELECT DISTINCT ON (d.post_id, d.account_id) d.post_id, d.state
           FROM posts p
           JOIN all_deliveries d ON d.post_id = p.id
           JOIN accounts a ON a.id = d.account_id
           JOIN districts s ON s.id = a.district_id
           WHERE p.id = ANY($1::int[]) AND p.thread <> '{}' AND s.path LIKE $2 || '%'
           ORDER BY d.post_id, d.account_id, array_position($3::delivery_state[], d.state)
         ) AS threads
         GROUP BY post_id, state
         UNION ALL
         SELECT t.post_id, t.state, t.n
         FROM post_totals t
         JOIN posts p ON p.id = t.post_id
         JOIN people w ON w.id = p.author_id
         JOIN districts s ON s.id = w.place_id
         WHERE t.post_id = ANY($1::int[]) AND s.path LIKE $2 || '%'
       ) AS counts
       GROUP BY "postId", state`,
      [postIds, placePath, LEAST_WELL_FIRST],
    );
  }

  /** Only deliveries to accounts below `placePath` count. What waited for a second person is late from their word on. */
  async lagMs(postId: number, placePath: string): Promise<{ p50: number; p99: number } | null> {
    const [row] = await rowsOf<{ p50: number | null; p99: number | null }>(
      this.dataSource,
      `SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY lag_ms)) AS p50,
              round(percentile_cont(0.99) WITHIN GROUP (ORDER BY lag_ms)) AS p99
       FROM (
         SELECT extract(epoch FROM n.ended_at - greatest(d.due_at, w.decided_at))::float8 * 1000 AS lag_ms
         FROM all_deliveries d
         JOIN all_attempts n ON n.delivery_id = d.id AND n.epoch = d.epoch AND n.filed_under = d.filed_under
         JOIN accounts a ON a.id = d.account_id
         JOIN districts s ON s.id = a.district_id
         LEFT JOIN approvals w ON w.post_id = d.post_id
         WHERE d.post_id = $1 AND s.path LIKE $2 || '%'
           AND n.outcome = 'published' AND n.intent_at IS NOT NULL
       ) AS lags`,
      [postId, placePath],
    );
    if (!row || row.p50 === null || row.p99 === null) return null;
    return { p50: row.p50, p99: row.p99 };
  }

  /** Every account that carries the post, or was meant to. */
  async targetsOf(
    postId: number,
  ): Promise<{ accountId: number; districtId: number; platform: PlatformName }[]> {
    return rowsOf(
      this.dataSource,
      `SELECT d.account_id AS "accountId", a.district_id AS "districtId", d.platform
       FROM all_deliveries d JOIN accounts a ON a.id = d.account_id
       WHERE d.post_id = $1 AND d.part = 0 ORDER BY d.account_id`,
      [postId],
    );
  }

  async ofPost(postId: number, placePath: string): Promise<DeliveryRow[]> {
    return rowsOf<DeliveryRow>(
      this.dataSource,
      `${ROW} WHERE d.post_id = $1 AND s.path LIKE $2 || '%' ORDER BY s.name_en, s.id, a.platform, a.id, d.part`,
      [postId, placePath],
    );
  }

  async one(deliveryId: number, placePath: string): Promise<DeliveryRow | undefined> {
    const [row] = await rowsOf<DeliveryRow>(
      this.dataSource,
      `${ROW} WHERE d.id = $1 AND s.path LIKE $2 || '%'`,
      [deliveryId, placePath],
    );
    return row;
  }

  /** Since when something that is due has been waiting to be taken; null when nothing is. */
  async dueSince(): Promise<Date | null> {
    const [row] = await rowsOf<{ dueSince: Date | null }>(
      this.dataSource,
      `SELECT min(d.wake_at) AS "dueSince"
       FROM unnest(enum_range(NULL::platform_name)) AS r(platform)
       CROSS JOIN (VALUES (0::smallint), (1::smallint), (2::smallint)) AS p(priority)
       CROSS JOIN LATERAL (
         SELECT wake_at FROM deliveries
         WHERE state = 'ready' AND platform = r.platform AND priority = p.priority AND wake_at <= now()
         ORDER BY wake_at LIMIT 1
       ) d`,
    );
    return row?.dueSince ?? null;
  }

  /** Whether it is still known to which accounts the post went; of an old one only the totals are. */
  async isKept(postId: number): Promise<boolean> {
    const rows = await rowsOf(
      this.dataSource,
      'SELECT 1 FROM all_deliveries WHERE post_id = $1 LIMIT 1',
      [postId],
    );
    return rows.length > 0;
  }

  /** What waits for a person, longest first. */
  async undecided(placePath: string): Promise<DeliveryRow[]> {
    return rowsOf<DeliveryRow>(
      this.dataSource,
      `${WAITING_ROW} WHERE d.state IN ('needs_decision', 'missed', 'recall_unknown') AND s.path LIKE $1 || '%'
       ORDER BY d.state = 'missed', n.intent_at, d.id LIMIT 500`,
      [placePath],
    );
  }
}
