import { Inject, Injectable } from '@nestjs/common';
import { AccountsService, SealedCredentials, type OpenedAccount } from '../accounts/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { isRefusedData } from '../kernel/database/sql.js';
import { EventLog } from '../kernel/log.js';
import { PlatformRegistry } from '../platforms/index.js';
import type { Claim } from './claim.js';
import { ClaimStore } from './claim.store.js';
import { deliverOne, type Delivered } from './deliver-one.js';
import { IntentRefused, IntentStore } from './intent.store.js';
import { ResultStore, type Recorded } from './result.store.js';
import { settle, type Settlement } from './settle.js';

const SETTLE_AGAIN_AFTER_MS = 500;

/** Takes claims through publish and settle. */
@Injectable()
export class PublisherService {
  private readonly log = new EventLog('deliveries');

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly platforms: PlatformRegistry,
    private readonly accounts: AccountsService,
    private readonly credentials: SealedCredentials,
    private readonly claims: ClaimStore,
    private readonly intents: IntentStore,
    private readonly results: ResultStore,
  ) {}

  /** One batch of claims; each is settled on its own. `done` is called once for each, whatever happens. */
  async publish(
    claims: readonly Claim[],
    stopSignal: AbortSignal,
    done: () => void,
  ): Promise<void> {
    const accounts = this.credentials.openFor(claims.map((claim) => claim.accountId));
    await Promise.all(
      claims.map((claim) => this.publishOne(claim, accounts, stopSignal).finally(done)),
    );
  }

  private async publishOne(
    claim: Claim,
    accounts: Promise<Map<number, OpenedAccount>>,
    stopSignal: AbortSignal,
  ): Promise<void> {
    const { sendTimeoutMs, leaseMs } = this.config.deliveries;
    try {
      const account = (await accounts).get(claim.accountId);
      const delivered = await deliverOne(claim, {
        clock: this.clock,
        platform: this.platforms.get(claim.platform),
        account,
        sendTimeoutMs,
        leaseMs,
        stopSignal,
        writeIntent: (wanted) => this.intents.write(wanted),
        remember: (wanted, progress) => this.intents.remember(wanted, progress),
      });
      await this.settle(claim, delivered, stopSignal);
    } catch (error) {
      await this.giveBack(claim, error);
    }
  }

  private async settle(
    claim: Claim,
    { outcome, wasCommitted }: Delivered,
    stopSignal: AbortSignal,
  ): Promise<void> {
    const platform = this.platforms.get(claim.platform);
    const settlement = settle({
      outcome,
      wasCommitted,
      attempts: claim.attempts + 1,
      firstLookAfterMs: platform.locate ? (this.config.deliveries.reconcileWaitsMs[0] ?? 0) : 0,
    });
    await this.record(claim, settlement, stopSignal);
    if (settlement.cause === 'credentials' || settlement.cause === 'permission') {
      await this.accounts.markBroken(claim.accountId, settlement.detail ?? settlement.cause);
    }
  }

  /**
   * Tried until the database takes it: the platform's answer is in nobody else's hands. One that it will never take is
   * left to the rescuer, which makes it a lost answer.
   */
  private async record(
    claim: Claim,
    settlement: Settlement,
    stopSignal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      try {
        const recorded = await this.results.settle(claim, settlement);
        this.tell(claim, settlement, recorded);
        return;
      } catch (error) {
        this.log.error('settle_failed', error, { deliveryId: claim.deliveryId });
        if (stopSignal.aborted || isRefusedData(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, SETTLE_AGAIN_AFTER_MS));
      }
    }
  }

  private tell(claim: Claim, { state, cause }: Settlement, recorded: Recorded): void {
    const { deliveryId, epoch, platform } = claim;
    const fields = { deliveryId, epoch, platform, state, cause };
    if (recorded === 'overruled') this.log.warn('published_though_decided_otherwise', fields);
    else this.log.info(recorded === 'late' ? 'delivery_settled_late' : 'delivery_settled', fields);
  }

  /**
   * A claim whose intent was refused is given back at once. Any other is left to the rescuer when its lease ends:
   * without an intent it waits again, a few times, and with one it counts as unknown.
   */
  private async giveBack(claim: Claim, error: unknown): Promise<void> {
    const fields = { deliveryId: claim.deliveryId, epoch: claim.epoch };
    if (!(error instanceof IntentRefused)) {
      this.log.error('claim_left_to_rescuer', error, fields);
      return;
    }
    this.log.info('intent_refused', fields);
    await this.claims.release(claim).catch((fault: unknown) => {
      this.log.error('claim_left_to_rescuer', fault, fields);
    });
  }
}
