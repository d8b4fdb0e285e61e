import type { LostDelivery } from '../../../src/deliveries/reconcile.store.js';
import { verdictOf } from '../../../src/deliveries/reconcile.js';
import type { Located } from '../../../src/platforms/index.js';
import { TIMING } from './timing.js';
import type { Surroundings } from './surroundings.js';

/** One look for a lost post: the steps of `ReconcilerService`, one at a time. */
export class Look {
  isDone = false;
  private located: Located | null | undefined;

  constructor(
    readonly lost: LostDelivery,
    private readonly world: Surroundings,
  ) {}

  step(isReadable: boolean): void {
    if (this.located === undefined) {
      this.located = this.ownOf(this.locate(isReadable));
      return;
    }
    const verdict = verdictOf({
      ...this.lost,
      located: this.located,
      waitsMs: TIMING.reconcileWaitsMs,
    });
    this.world.stores.conclude(this.lost, verdict);
    this.world.tally.count(`verdict:${verdict.kind}`);
    this.isDone = true;
  }

  private ownOf(located: Located | null): Located | null {
    // What is found by the id of its own draft is no other's.
    if (located?.kind !== 'found' || this.lost.platform === 'facebook') return located;
    return this.world.stores.mayBeAnothers(this.lost, located.remoteId)
      ? { kind: 'unreadable', detail: 'It may be another post with these words' }
      : located;
  }

  private locate(isReadable: boolean): Located | null {
    const { platform, clocks } = this.world;
    if (this.lost.platform === 'telegram') return null;
    if (!isReadable) return { kind: 'unreadable', detail: 'It could not be read' };
    return this.lost.platform === 'facebook'
      ? platform.locateDraft(this.lost)
      : platform.locateOnTimeline(this.lost, clocks.truthMs);
  }
}
