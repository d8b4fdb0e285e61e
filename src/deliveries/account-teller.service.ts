import { Injectable } from '@nestjs/common';
import { AccountMoves, AccountsService } from '../accounts/index.js';
import { EventLog } from '../kernel/log.js';
import type { Outcome } from '../platforms/index.js';
import type { Claim } from './claim.js';
import type { Delivered } from './deliver-one.js';
import type { Settlement } from './settle.js';

/** Tells the accounts what a send found out about one of them. */
@Injectable()
export class AccountTeller {
  private readonly log = new EventLog('deliveries');

  constructor(
    private readonly accounts: AccountsService,
    private readonly moves: AccountMoves,
  ) {}

  /**
   * A send to an account that moved is tried again, unless the new id stands as another account: that is for a person. Only
   * read, before the result is written, so that a process that ends in between has changed nothing.
   */
  async foresee(claim: Claim, delivered: Delivered): Promise<Delivered> {
    const { outcome } = delivered;
    if (outcome.kind !== 'moved') return delivered;
    try {
      const foreseen = await this.moves.foresee(moveOf(claim, outcome));
      if (foreseen.kind === 'followed') return delivered;
      const { detail } = foreseen;
      return { ...delivered, outcome: { kind: 'refused', cause: 'permission', detail } };
    } catch (error) {
      this.log.error('move_not_foreseen', error, { deliveryId: claim.deliveryId });
      return delivered;
    }
  }

  /** After the result is written. A move that can't be followed now is heard of again with the next try. */
  async tell(claim: Claim, answered: Outcome, { cause, detail }: Settlement): Promise<void> {
    const { accountId, deliveryId } = claim;
    if (answered.kind === 'moved') {
      await this.moves.follow(moveOf(claim, answered)).catch((error: unknown) => {
        this.log.error('move_not_followed', error, { deliveryId, accountId });
      });
    } else if (cause === 'credentials' || cause === 'permission') {
      await this.accounts.markBroken(accountId, detail ?? cause, cause);
    }
  }
}

function moveOf(
  { platform, remoteId: was }: Claim,
  { remoteId: isNow }: Extract<Outcome, { kind: 'moved' }>,
) {
  return { platform, was, isNow };
}
