import { Injectable } from '@nestjs/common';
import { rowsOf } from '../../kernel/database/sql.js';
import { WorkerDatabase } from '../../kernel/database/worker-database.js';
import type { Claim } from '../claim.js';
import type { EarlierPart } from './part-turn.js';

/** Where the part before a claimed one stands, with the page that a person named where they saw it. */
export interface EarlierPartRow extends EarlierPart {
  deliveryId: number;
  permalink: string | null;
}

/** The parts of a thread among the deliveries of one post to one account. */
@Injectable()
export class ThreadStore {
  constructor(private readonly database: WorkerDatabase) {}

  /** One row for each of these further parts. Found by the unique key of post, account and part. */
  async earlierParts(claims: readonly Claim[]): Promise<EarlierPartRow[]> {
    return rowsOf<EarlierPartRow>(
      this.database,
      `SELECT c.delivery_id AS "deliveryId", c.part, d.state, n.remote_id AS "remoteId", n.permalink,
              (SELECT count(*) FROM deliveries o
               WHERE o.post_id = c.post_id AND o.account_id = c.account_id AND o.part < c.part
                 AND o.state::text <> 'published')::int AS "openBefore"
       FROM unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) AS c(delivery_id, post_id, account_id, part)
       JOIN deliveries d ON d.post_id = c.post_id AND d.account_id = c.account_id AND d.part = c.part - 1
       LEFT JOIN LATERAL (
         SELECT remote_id, permalink FROM attempts
         WHERE delivery_id = d.id AND outcome = 'published'
         ORDER BY remote_id IS NULL, permalink IS NULL, epoch DESC LIMIT 1
       ) n ON d.state = 'published'`,
      [
        claims.map(({ deliveryId }) => deliveryId),
        claims.map(({ postId }) => postId),
        claims.map(({ accountId }) => accountId),
        claims.map(({ part }) => part),
      ],
    );
  }

  /** The part behind one that has just become public waits no longer. What a stop holds stays held. */
  async callNext({ postId, accountId, part }: Claim): Promise<void> {
    await rowsOf(
      this.database,
      `WITH called AS (
         UPDATE deliveries SET wake_at = now()
         WHERE post_id = $1 AND account_id = $2 AND part = $3 AND state::text = 'ready'
           AND wake_at > now() AND wake_at < 'infinity' AND due_at <= now()
         RETURNING 1
       )
       SELECT pg_notify('munadi_due', '') FROM called`,
      [postId, accountId, part + 1],
    );
  }
}
