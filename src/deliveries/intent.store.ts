import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../kernel/config.js';
import { rowsOf } from '../kernel/database/sql.js';
import { GroupCommit } from '../kernel/group-commit.js';
import type { Claim } from './claim.js';

/** The delivery may not be sent any more: the claim was lost, or the post was cancelled. Nothing was sent. */
export class IntentRefused extends Error {
  constructor(claim: Claim) {
    super(`Delivery ${claim.deliveryId} may not be sent any more`);
    this.name = 'IntentRefused';
  }
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
  private readonly intents = new GroupCommit<Claim, boolean>((claims) => this.writeAll(claims));
  private readonly prepared = new GroupCommit<Prepared, boolean>((items) =>
    this.rememberAll(items),
  );

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Answers after the intent is on disk.
   * @throws IntentRefused when it was not written. Any other error leaves open whether it was: do not send.
   */
  async write(claim: Claim): Promise<void> {
    const isWritten = await this.intents.add(claim);
    if (!isWritten) throw new IntentRefused(claim);
  }

  /**
   * Saves what the platform prepared; nothing of it is public yet. Only for the holder of the claim: a worker that
   * comes late must not put its draft in the place of the one that its heir made public.
   * @throws IntentRefused
   */
  async remember(claim: Claim, progress: unknown): Promise<void> {
    const isSaved = await this.prepared.add({ claim, progress });
    if (!isSaved) throw new IntentRefused(claim);
  }

  private async rememberAll(items: Prepared[]): Promise<boolean[]> {
    const saved = await rowsOf<{ id: number }>(
      this.dataSource,
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
   * Everything that could forbid the send is checked under lock in this one statement: the claim, its lease,
   * the due instant, and that the post is still open. A cancel therefore either sees the intent or prevents it.
   */
  private async writeAll(claims: Claim[]): Promise<boolean[]> {
    const written = await rowsOf<{ id: number }>(
      this.dataSource,
      `WITH wanted AS (
         SELECT * FROM unnest($1::bigint[], $2::int[], $3::int[]) AS w(id, epoch, post_id)
       ), open_posts AS (
         SELECT id FROM posts
         WHERE id = ANY($3::int[]) AND cancelled_at IS NULL
         FOR SHARE
       ), marked AS (
         UPDATE deliveries d
         SET state = 'sending', attempts = d.attempts + 1,
             wake_at = now() + $4 * interval '1 millisecond'
         FROM wanted w
         WHERE d.id = w.id AND d.epoch = w.epoch AND d.state = 'claimed'
           AND d.wake_at > now() AND d.due_at <= now()
           AND w.post_id IN (SELECT id FROM open_posts)
         RETURNING d.id, d.epoch
       ), noted AS (
         INSERT INTO attempts (delivery_id, epoch, intent_at, deadline_at)
         SELECT id, epoch, clock_timestamp(), now() + $5 * interval '1 millisecond' FROM marked
       )
       SELECT id FROM marked`,
      [
        claims.map((claim) => claim.deliveryId),
        claims.map((claim) => claim.epoch),
        claims.map((claim) => claim.postId),
        this.config.deliveries.leaseMs,
        this.config.deliveries.sendTimeoutMs,
      ],
    );
    const ids = new Set(written.map((row) => row.id));
    return claims.map((claim) => ids.has(claim.deliveryId));
  }
}
