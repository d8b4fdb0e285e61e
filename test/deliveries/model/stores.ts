import type { FailureCause } from '../../../src/contract/deliveries.js';
import type { PlatformName } from '../../../src/contract/platforms.js';
import type { Claim } from '../../../src/deliveries/claim.js';
import type { GivenBack } from '../../../src/deliveries/claim.store.js';
import type { DeliveryPlan } from '../../../src/deliveries/enqueue.store.js';
import type { LostDelivery, Verdict } from '../../../src/deliveries/reconcile.store.js';
import type { Order } from '../../../src/deliveries/person.store.js';
import type { Rescued } from '../../../src/deliveries/rescue.store.js';
import type { Recorded } from '../../../src/deliveries/result.store.js';
import type { Settlement } from '../../../src/deliveries/settle.js';
import type { PostRow } from './table.js';

export type Decision = Pick<Order, 'deliveryId' | 'from' | 'to'>;
export type RetryFilter = { postId: number; cause?: FailureCause } | { deliveryId: number };

/**
 * Every statement of the delivery path that changes a row or answers a question about one. The simulation runs on
 * these in memory; the same calls are then made to the product's own stores.
 */
export interface DeliveryStores {
  enqueue(post: PostRow, plan: DeliveryPlan): number;
  /** `room` is each platform's. */
  claimDue(room: number, workerNowMs: number): Claim[];
  giveBack(claim: Claim, as: GivenBack): void;
  /** Whether the draft was saved. */
  remember(claim: Claim, draftId: string): boolean;
  /** Whether the intent was written. */
  writeIntent(claim: Claim): boolean;
  settle(claim: Claim, settlement: Settlement): Recorded;
  rescueExpired(): Rescued;
  releaseRetries(): void;
  endWaits(platform: PlatformName): void;
  takeLost(): LostDelivery[];
  mayBeAnothers(lost: LostDelivery, remoteId: string): boolean;
  conclude(lost: LostDelivery, verdict: Verdict): void;
  /** Ids of the deliveries that moved. */
  retry(filter: RetryFilter): number[];
  decide(decision: Decision): boolean;
  cancelPost(postId: number): { cancelled: number; underWay: number };
}
