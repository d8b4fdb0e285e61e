import { Injectable } from '@nestjs/common';
import { rowsOf, type Executor } from '../kernel/database/sql.js';
import { WorkerDatabase } from '../kernel/database/worker-database.js';
import { GroupCommit } from '../kernel/group-commit.js';
import type { Claim } from './claim.js';
import { LATE_PROOF_FROM } from './delivery-state.js';
import type { Settlement } from './settle.js';

/** A settlement on its way to the row that it belongs to. */
interface Result {
  claim: Claim;
  settlement: Settlement;
}

/**
 * `late`: the claim was taken away meanwhile; what was learnt is kept as evidence. `twice`: it was late, it proves that
 * the post is public, and another send of it, ordered by a person, is under way or over.
 */
export type Recorded = 'settled' | 'late' | 'twice';

/** Writes what became of a send: state and attempt in one statement, nothing else in it. */
@Injectable()
export class ResultStore {
  private readonly results = new GroupCommit<Result, Recorded>((results) => this.writeAll(results));

  constructor(private readonly database: WorkerDatabase) {}

  async settle(claim: Claim, settlement: Settlement): Promise<Recorded> {
    const recorded = await this.results.add({ claim, settlement });
    return recorded === 'late' ? this.keepAsEvidence(claim, settlement) : recorded;
  }

  /** What is still open about a post that is published; null: nothing any more. */
  async note(claim: Claim, detail: string | null): Promise<void> {
    await rowsOf(
      this.database,
      `WITH noted AS (
         UPDATE attempts SET detail = $3
         WHERE delivery_id = $1 AND epoch = $2 AND outcome = 'published' RETURNING 1
       )
       SELECT pg_notify('munadi_progress', $4) FROM noted`,
      [claim.deliveryId, claim.epoch, storable(detail), String(claim.postId)],
    );
  }

  /**
   * Guarded by the epoch: a worker whose claim was taken away changes nothing here. `::text` hides the state from the
   * planner: with it, it would read every live row once for each result instead of finding each by its id.
   */
  private async writeAll(results: Result[]): Promise<Recorded[]> {
    const settled = await rowsOf<{ id: number }>(
      this.database,
      `WITH result AS (
         SELECT * FROM unnest($1::bigint[], $2::int[], $3::delivery_state[], $4::int[], $5::smallint[],
                              $6::text[], $7::text[], $8::text[], $9::text[])
           AS r(id, epoch, state, wake_after_ms, attempts, cause, detail, remote_id, permalink)
       ), moved AS (
         UPDATE deliveries d
         SET state = r.state, attempts = r.attempts, crashes = 0,
             wake_at = now() + r.wake_after_ms * interval '1 millisecond'
         FROM result r
         WHERE d.id = r.id AND d.epoch = r.epoch AND d.state::text IN ('claimed', 'sending')
         RETURNING d.id, d.epoch, d.post_id, d.state, d.intent_at, r.cause, r.detail, r.remote_id, r.permalink
       ), noted AS (
         INSERT INTO attempts (delivery_id, epoch, intent_at, ended_at, outcome, cause, detail, remote_id, permalink)
         SELECT id, epoch, intent_at, clock_timestamp(), state::text, cause, detail, remote_id, permalink FROM moved
       ), told AS (
         SELECT pg_notify('munadi_progress', post_id::text)
         FROM (SELECT DISTINCT post_id FROM moved) AS posts
         UNION ALL
         SELECT pg_notify('munadi_later', '')
         WHERE EXISTS (SELECT 1 FROM moved WHERE state IN ('retry_wait', 'unknown'))
         UNION ALL
         SELECT pg_notify('munadi_recall', p.id::text) FROM posts p
         WHERE p.recalled_at IS NOT NULL AND p.id IN (SELECT post_id FROM moved WHERE state = 'published')
       )
       SELECT id, (SELECT count(*) FROM told) AS told FROM moved`,
      columnsOf(results),
    );
    const ids = new Set(settled.map((row) => row.id));
    return results.map(({ claim }) => (ids.has(claim.deliveryId) ? 'settled' : 'late'));
  }

  /**
   * A late answer never starts another send. A positive one is the truth about its own attempt: it ends the doubt, and
   * whatever was decided without it. Only another send that has an intent by now can't be helped any more.
   */
  private async keepAsEvidence(claim: Claim, settlement: Settlement): Promise<Recorded> {
    const remoteId = storable(settlement.remoteId);
    return this.database.transaction(async (executor) => {
      const [noted] = await rowsOf<{ wasKnown: boolean }>(
        executor,
        `UPDATE attempts
         SET remote_id = COALESCE(remote_id, $3), permalink = COALESCE(permalink, $4),
             outcome = CASE WHEN $3::text IS NULL THEN outcome ELSE 'published' END,
             cause = CASE WHEN $3::text IS NULL THEN cause END,
             detail = CASE WHEN $3::text IS NULL THEN COALESCE($5, detail) END
         WHERE delivery_id = $1 AND epoch = $2 AND outcome IS DISTINCT FROM 'published'
         RETURNING true AS "wasKnown"`,
        [
          claim.deliveryId,
          claim.epoch,
          remoteId,
          storable(settlement.permalink),
          storable(settlement.detail),
        ],
      );
      if (!noted || remoteId === null) return 'late';
      return (await acceptProof(executor, claim)) ? 'late' : 'twice';
    });
  }
}

/**
 * Answers false where another send of the delivery has begun. What a person has called public stays as it is, and the
 * proof only confirms it.
 */
async function acceptProof(executor: Executor, { deliveryId, epoch }: Claim): Promise<boolean> {
  const moved = await rowsOf(
    executor,
    `WITH moved AS (
       UPDATE deliveries
       SET state = 'published', wake_at = NULL,
           epoch = CASE WHEN state IN ('unknown', 'needs_decision') THEN epoch ELSE epoch + 1 END
       WHERE id = $1
         AND (epoch = $2 AND state IN ('unknown', 'needs_decision')
              OR state = ANY($3::delivery_state[]) AND NOT ${IS_SENT_AGAIN})
       RETURNING post_id
     )
     SELECT pg_notify('munadi_progress', post_id::text), pg_notify('munadi_recall', post_id::text) FROM moved`,
    [deliveryId, epoch, LATE_PROOF_FROM],
  );
  if (moved.length > 0) return true;
  const again = await rowsOf(
    executor,
    `SELECT 1 FROM deliveries WHERE id = $1 AND (state = 'sending' AND epoch > $2 OR ${IS_SENT_AGAIN})`,
    [deliveryId, epoch],
  );
  return again.length === 0;
}

/** Another send of delivery $1 than that of epoch $2 is over; one under way stands in the delivery's row. */
const IS_SENT_AGAIN = `EXISTS (SELECT 1 FROM attempts n
                               WHERE n.delivery_id = $1 AND n.epoch > $2 AND n.intent_at IS NOT NULL)`;

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
