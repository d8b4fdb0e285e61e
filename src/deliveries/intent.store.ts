import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config.js';
import { rowsOf } from '../kernel/database/sql.js';
import { WorkerDatabase } from '../kernel/database/worker-database.js';
import { GroupCommit } from '../kernel/group-commit.js';
import type { Claim } from './claim.js';
import { IntentRefused } from './intent.js';

/** `stops_changed`: it was decided under stops that do not stand any more. Only `written` permits a send. */
export type Written = 'written' | 'refused' | 'stops_changed';

interface Wanted {
  claim: Claim;
  /** Generation of the stops under which the send was found permitted. */
  generation: number;
  /** After this time without a result the send counts as unknown. */
  leaseMs: number;
}

/** What a platform prepared for a delivery, in its adapter's own shape. */
interface Prepared {
  claim: Claim;
  progress: unknown;
}

/**
 * The durable word "this is about to be sent". One intent permits one send; whoever finds an intent without
 * an answer never sends again without proof.
 */
@Injectable()
export class IntentStore {
  private readonly intents = new GroupCommit<Wanted, Written>((wanted) => this.writeAll(wanted));
  private readonly prepared = new GroupCommit<Prepared, boolean>((items) =>
    this.rememberAll(items),
  );

  constructor(
    private readonly database: WorkerDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers after the intent is on disk. An error leaves open whether it was written: do not send. */
  async write(
    claim: Claim,
    generation: number,
    leaseMs = this.config.deliveries.leaseMs,
  ): Promise<Written> {
    return this.intents.add({ claim, generation, leaseMs });
  }

  /**
   * Saves what the platform prepared; nothing of it is public yet. Only for the holder of the claim: a worker that
   * comes late must not put its draft in the place of the one that its heir made public.
   * @throws IntentRefused
   */
  async remember(claim: Claim, progress: unknown): Promise<void> {
    const isSaved = await this.prepared.add({ claim, progress });
    if (!isSaved) throw new IntentRefused(claim, { kind: 'again' });
  }

  private async rememberAll(items: Prepared[]): Promise<boolean[]> {
    const saved = await rowsOf<{ id: number }>(
      this.database,
      `WITH held AS (
         SELECT d.id, p.progress
         FROM unnest($1::bigint[], $2::int[], $3::jsonb[]) AS p(id, epoch, progress)
         JOIN deliveries d ON d.id = p.id AND d.epoch = p.epoch AND d.state = 'claimed'
         FOR UPDATE OF d
       )
       INSERT INTO delivery_progress (delivery_id, progress, saved_at)
       SELECT id, progress, now() FROM held
       ON CONFLICT (delivery_id) DO UPDATE SET progress = EXCLUDED.progress, saved_at = now()
       RETURNING delivery_id AS id`,
      [
        items.map(({ claim }) => claim.deliveryId),
        items.map(({ claim }) => claim.epoch),
        items.map(({ progress }) => JSON.stringify(progress)),
      ],
    );
    const ids = new Set(saved.map((row) => row.id));
    return items.map(({ claim }) => ids.has(claim.deliveryId));
  }

  /**
   * Everything that could forbid the send is checked under lock in this one statement: the stops, the claim, its lease,
   * the due instant, the post's window, and that the post is still open. A cancel or a stop therefore either sees the
   * intent or prevents it. `::text` hides the state from the planner, so that it finds each row by its id.
   */
  private async writeAll(wanted: Wanted[]): Promise<Written[]> {
    const written = await rowsOf<{ id: number | null; generation: number }>(
      this.database,
      `WITH gate AS (
         SELECT generation FROM sending_gate FOR SHARE
       ), wanted AS (
         SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bigint[], $6::int[])
           AS w(id, epoch, post_id, generation, lease_ms)
       ), open_posts AS (
         SELECT id, not_after_at - due_at AS may_be_late FROM posts
         WHERE id = ANY($5::int[]) AND cancelled_at IS NULL
         FOR SHARE
       ), marked AS (
         UPDATE deliveries d
         SET state = 'sending', attempts = d.attempts + 1, intent_at = clock_timestamp(),
             wake_at = now() + w.lease_ms * interval '1 millisecond'
         FROM wanted w, gate g, open_posts p
         WHERE d.id = w.id AND d.epoch = w.epoch AND d.state::text = 'claimed'
           AND d.wake_at > now() AND d.due_at <= now() AND d.due_at + p.may_be_late > now()
           AND w.generation = g.generation AND w.post_id = p.id
         RETURNING d.id
       )
       SELECT m.id, g.generation FROM gate g LEFT JOIN marked m ON true`,
      [
        wanted.map(({ claim }) => claim.deliveryId),
        wanted.map(({ claim }) => claim.epoch),
        wanted.map(({ claim }) => claim.postId),
        wanted.map(({ generation }) => generation),
        [...new Set(wanted.map(({ claim }) => claim.postId))],
        wanted.map(({ leaseMs }) => leaseMs),
      ],
    );
    const ids = new Set(written.map((row) => row.id));
    return wanted.map(({ claim, generation }) => {
      if (ids.has(claim.deliveryId)) return 'written';
      return generation === written[0]?.generation ? 'refused' : 'stops_changed';
    });
  }
}
