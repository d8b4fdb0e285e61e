import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config.js';
import { EventLog } from '../kernel/log.js';
import type { Outcome } from '../platforms/index.js';
import type { Claim } from './claim.js';
import { ResultStore } from './result.store.js';

/**
 * What belongs to a post and is done once it is on record. The note that says what is open was written with the result, so a
 * process that ends in between leaves it standing. It is tried once: nothing here sends a post, or makes one fail.
 */
@Injectable()
export class AfterwardsService {
  private readonly log = new EventLog('deliveries');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly results: ResultStore,
  ) {}

  /** Never throws. */
  async see(claim: Claim, outcome: Outcome, cutOff: AbortSignal): Promise<void> {
    if (outcome.kind !== 'published' || !outcome.afterwards) return;
    const { deliveryId, platform } = claim;
    try {
      const { sendTimeoutMs } = this.config.deliveries;
      const signal = AbortSignal.any([cutOff, AbortSignal.timeout(sendTimeoutMs)]);
      const done = await outcome.afterwards.run(signal);
      this.log.info('post_followed_up', { deliveryId, platform, outcome: done.kind });
      await this.results.note(claim, done.kind === 'done' ? null : done.detail);
    } catch (error) {
      this.log.error('post_not_followed_up', error, { deliveryId, platform });
    }
  }
}
