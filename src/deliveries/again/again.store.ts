import { Injectable } from '@nestjs/common';
import type { DeliveryState } from '../../contract/deliveries.js';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';

/** Where a delivery in doubt stands that somebody orders to be sent again. */
export interface Doubt {
  postId: number;
  accountId: number;
  /** It changes with every try and every decision. */
  epoch: number;
  state: DeliveryState;
  isPostCancelled: boolean;
}

/** What people have ordered to be sent again though it may have gone out. */
@Injectable()
export class AgainStore {
  /** Locked until the transaction ends. */
  async lock(executor: Executor, deliveryId: number): Promise<Doubt | undefined> {
    const [row] = await rowsOf<Doubt>(
      executor,
      `SELECT d.post_id AS "postId", d.account_id AS "accountId", d.epoch, d.state,
              p.cancelled_at IS NOT NULL AS "isPostCancelled"
       FROM deliveries d JOIN posts p ON p.id = d.post_id WHERE d.id = $1 FOR UPDATE OF d`,
      [deliveryId],
    );
    return row;
  }

  /** Accounts below `placePath` on which people had this post sent again, however long ago. */
  async accountsSentAgain(
    executor: Executor,
    { postId, placePath }: { postId: number; placePath: string },
  ): Promise<number[]> {
    const rows = await rowsOf<{ accountId: number }>(
      executor,
      `SELECT DISTINCT d.account_id AS "accountId"
       FROM deliveries d
       JOIN attempts n ON n.delivery_id = d.id AND n.cause = 'person' AND n.outcome = 'retry_wait'
       JOIN accounts a ON a.id = d.account_id
       JOIN districts s ON s.id = a.district_id
       WHERE d.post_id = $1 AND starts_with(s.path, $2) ORDER BY 1`,
      [postId, placePath],
    );
    return rows.map(({ accountId }) => accountId);
  }
}
