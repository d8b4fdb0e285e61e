import type { OrderKind } from '../contract/held-orders.js';
import type { Executor } from '../kernel/database/sql.js';
import type { OrderContent } from './order-content.js';

/** Who ordered something, and who said the second word. */
export interface Word {
  orderedBy: number;
  confirmedBy: number;
}

/** Where orders of one kind are carried out. */
export interface OrderDesk {
  readonly kind: OrderKind;
  /**
   * The accounts that it would concern now, within the transaction that would do it. Undefined: what it is about has
   * changed, or is done.
   */
  accountsNow(executor: Executor, content: OrderContent): Promise<number[] | undefined>;
  /** Does it and writes the record, in the transaction of the word. */
  carryOut(executor: Executor, content: OrderContent, word: Word): Promise<void>;
}
