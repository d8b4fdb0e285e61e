import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { rowsOf } from '../kernel/database/sql.js';
import { GroupCommit } from '../kernel/group-commit.js';
import type { Claim } from './claim.js';
import type { Settlement } from './settle.js';

/** A settlement on its way to the row that it belongs to. */
interface Result {
  claim: Claim;
  settlement: Settlement;
}

/**
 * `late`: the claim was taken away meanwhile; what was learnt is kept as evidence. `overruled`: it was late, it proves
 * that the post is public, and a person had decided otherwise by then.
 */
export type Recorded = 'settled' | 'late' | 'overruled';

/** Writes what became of a send: state and attempt in one statement, nothing else in it. */
@Injectable()
export class ResultStore {
  private readonly results = new GroupCommit<Result, Recorded>((results) => this.writeAll(results));

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async settle(claim: Claim, settlement: Settlement): Promise<Recorded> {
    const recorded = await this.results.add({ claim, settlement });
    return recorded === 'late' ? this.keepAsEvidence(claim, settlement) : recorded;
  }

  /** Guarded by the epoch: a worker whose claim was taken away changes nothing here. */
  private async writeAll(results: Result[]): Promise<Recorded[]> {
    const settled = await rowsOf<{ id: number }>(
      this.dataSource,
      `WITH result AS (
         SELECT * FROM unnest($1::bigint[], $2::int[], $3::delivery_state[], $4::int[], $5::smallint[],
                              $6::text[], $7::text[], $8::text[], $9::text[])
           AS r(id, epoch, state, wake_after_ms, attempts, cause, detail, remote_id, permalink)
       ), moved AS (
         UPDATE deliveries d
         SET state = r.state, attempts = r.attempts, crashes = 0,
             wake_at = now() + r.wake_after_ms * interval '1 millisecond'
         FROM result r
         WHERE d.id = r.id AND d.epoch = r.epoch AND d.state IN ('claimed', 'sending')
         RETURNING d.id, d.post_id, d.state
       ), noted AS (
         INSERT INTO attempts (delivery_id, epoch, ended_at, outcome, cause, detail, remote_id, permalink)
         SELECT r.id, r.epoch, clock_timestamp(), r.state::text, r.cause, r.detail, r.remote_id, r.permalink
         FROM result r JOIN moved USING (id)
         ON CONFLICT (delivery_id, epoch) DO UPDATE
         SET ended_at = EXCLUDED.ended_at, outcome = EXCLUDED.outcome, cause = EXCLUDED.cause,
             detail = EXCLUDED.detail, remote_id = EXCLUDED.remote_id, permalink = EXCLUDED.permalink
       ), told AS (
         SELECT pg_notify('munadi_progress', post_id::text)
         FROM (SELECT DISTINCT post_id FROM moved) AS posts
         UNION ALL
         SELECT pg_notify('munadi_later', '')
         WHERE EXISTS (SELECT 1 FROM moved WHERE state IN ('retry_wait', 'unknown'))
       )
       SELECT id, (SELECT count(*) FROM told) AS told FROM moved`,
      columnsOf(results),
    );
    const ids = new Set(settled.map((row) => row.id));
    return results.map(({ claim }) => (ids.has(claim.deliveryId) ? 'settled' : 'late'));
  }

  /**
   * A late answer never starts another send. A positive one is the truth about its own attempt, so it may end
   * the doubt; any other only completes the record.
   */
  private async keepAsEvidence(claim: Claim, settlement: Settlement): Promise<Recorded> {
    const [kept] = await rowsOf<{ isOverruled: boolean }>(
      this.dataSource,
      `WITH noted AS (
         UPDATE attempts
         SET remote_id = COALESCE(remote_id, $3), permalink = COALESCE(permalink, $4),
             outcome = CASE WHEN $3::text IS NULL THEN outcome ELSE 'published' END,
             detail = COALESCE($5, detail)
         WHERE delivery_id = $1 AND epoch = $2 AND outcome IS DISTINCT FROM 'published'
         RETURNING delivery_id
       ), moved AS (
         UPDATE deliveries d SET state = 'published', wake_at = NULL
         FROM noted
         WHERE d.id = noted.delivery_id AND d.epoch = $2 AND $3::text IS NOT NULL
           AND d.state IN ('unknown', 'needs_decision')
         RETURNING d.post_id
       )
       SELECT $3::text IS NOT NULL AND EXISTS (SELECT 1 FROM noted)
                AND NOT EXISTS (SELECT 1 FROM moved) AS "isOverruled",
              (SELECT pg_notify('munadi_progress', post_id::text) FROM moved) AS told`,
      [
        claim.deliveryId,
        claim.epoch,
        storable(settlement.remoteId),
        storable(settlement.permalink),
        storable(settlement.detail),
      ],
    );
    return kept?.isOverruled ? 'overruled' : 'late';
  }
}

function columnsOf(results: Result[]): unknown[] {
  return [
    results.map(({ claim }) => claim.deliveryId),
    results.map(({ claim }) => claim.epoch),
    results.map(({ settlement }) => settlement.state),
    results.map(({ settlement }) => settlement.wakeAfterMs),
    results.map(({ settlement }) => settlement.attempts),
    results.map(({ settlement }) => settlement.cause),
    results.map(({ settlement }) => storable(settlement.detail)),
    results.map(({ settlement }) => storable(settlement.remoteId)),
    results.map(({ settlement }) => storable(settlement.permalink)),
  ];
}

/** A platform's words may hold what PostgreSQL takes in no text. */
function storable(text: string | null): string | null {
  return text?.replaceAll('\0', '') ?? null;
}
