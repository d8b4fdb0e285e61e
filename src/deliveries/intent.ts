import type { Claim } from './claim.js';

/** The delivery may not be sent now: the claim was lost, the post was cancelled, or sending is stopped. Nothing was sent. */
export class IntentRefused extends Error {
  /** @param then where the delivery waits afterwards */
  constructor(
    claim: Claim,
    readonly then: { kind: 'again' } | { kind: 'held'; generation: number },
  ) {
    super(`Delivery ${claim.deliveryId} may not be sent now`);
    this.name = 'IntentRefused';
  }
}
