import { Injectable } from '@nestjs/common';
import { PRIORITIES, type Priority } from '../contract/deliveries.js';
import type { PlatformName } from '../contract/platforms.js';
import { rowsOf, type Executor } from '../kernel/database/sql.js';

/** A text with its variables filled, as one platform will carry it. */
export interface FilledText {
  platform: PlatformName;
  body: string;
}

/** What the plan of a post comes to: distinct texts, and which account carries which as which part. */
export interface DeliveryPlan {
  texts: readonly FilledText[];
  /** `textIndex` points into `texts`. */
  deliveries: readonly { accountId: number; part: number; textIndex: number }[];
}

export interface EnqueueOrder {
  postId: number;
  dueAt: Date;
  priority: Priority;
  plan: DeliveryPlan;
}

/** Rows a statement; keeps the parameters of one message in bounds. */
const CHUNK = 20_000;

/** Writing a plan: one row per (post, account, part), so planning twice adds nothing. */
@Injectable()
export class EnqueueStore {
  /** Inside the transaction that creates the post. Answers how many rows are new. */
  async enqueue(executor: Executor, order: EnqueueOrder): Promise<number> {
    const textIds = await this.insertTexts(executor, order);
    let added = 0;
    for (let first = 0; first < order.plan.deliveries.length; first += CHUNK) {
      const chunk = order.plan.deliveries.slice(first, first + CHUNK);
      const rows = await rowsOf<{ n: number }>(
        executor,
        `WITH added AS (
           INSERT INTO deliveries (post_id, account_id, text_id, platform, priority, part, state, due_at, wake_at)
           SELECT $1, p.account_id, p.text_id, p.platform, $6, p.part, 'ready', $2, $2
           FROM unnest($3::int[], $4::int[], $5::platform_name[], $7::smallint[])
             AS p(account_id, text_id, platform, part)
           ON CONFLICT (post_id, account_id, part) DO NOTHING
           RETURNING 1
         )
         SELECT count(*) AS n FROM added`,
        [
          order.postId,
          order.dueAt,
          chunk.map((delivery) => delivery.accountId),
          chunk.map((delivery) => textIds[delivery.textIndex]),
          chunk.map((delivery) => order.plan.texts[delivery.textIndex]?.platform),
          PRIORITIES.indexOf(order.priority),
          chunk.map((delivery) => delivery.part),
        ],
      );
      added += rows[0]?.n ?? 0;
    }
    await rowsOf(executor, `SELECT pg_notify('munadi_due', '')`);
    return added;
  }

  /** What was planned only after its instant is no backlog of anybody: it waits from now on, and may be as late as planned. */
  async waitFromNow(executor: Executor, postId: number): Promise<void> {
    await rowsOf(
      executor,
      `UPDATE deliveries SET wake_at = now() WHERE post_id = $1 AND state = 'ready' AND wake_at < now()`,
      [postId],
    );
  }

  /** Inside a transaction that writes what refers to them. Ids in the order of the plan's texts. */
  async insertTexts(
    executor: Executor,
    { postId, plan }: Pick<EnqueueOrder, 'postId' | 'plan'>,
  ): Promise<number[]> {
    const platforms = plan.texts.map((text) => text.platform);
    const bodies = plan.texts.map((text) => text.body);
    await rowsOf(
      executor,
      `INSERT INTO filled_texts (post_id, platform, sha256, body)
       SELECT $1, t.platform, sha256(convert_to(t.body, 'UTF8')), t.body
       FROM unnest($2::text[], $3::text[]) AS t(platform, body)
       ON CONFLICT (post_id, platform, sha256) DO NOTHING`,
      [postId, platforms, bodies],
    );
    const rows = await rowsOf<{ id: number }>(
      executor,
      `SELECT f.id
       FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS t(platform, body, position)
       JOIN filled_texts f ON f.post_id = $1 AND f.platform = t.platform
                          AND f.sha256 = sha256(convert_to(t.body, 'UTF8'))
       ORDER BY t.position`,
      [postId, platforms, bodies],
    );
    return rows.map((row) => row.id);
  }
}
