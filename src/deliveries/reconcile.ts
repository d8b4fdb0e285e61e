import type { FailureCause } from '../contract/deliveries.js';
import type { Located } from '../platforms/index.js';
import type { Verdict } from './reconcile.store.js';
import { retryAfterMs } from './retry-policy.js';

export interface Looked {
  /** Why the outcome is in doubt. */
  cause: FailureCause | null;
  /** Sends that count so far. */
  attempts: number;
  /** Null where the platform lets nothing be read. */
  located: Located | null;
  /** Looks before this one. */
  looks: number;
  /** Waits before each look; the last look is followed by a person's decision. */
  waitsMs: readonly number[];
}

/**
 * Pure: what a look for a lost post means. Absence without proof never leads to another send; with proof it counts as
 * a failed try. A platform that calls the text a duplicate would say so again, so a person looks.
 */
export function verdictOf({ located, looks, waitsMs, cause, attempts }: Looked): Verdict {
  if (located === null) {
    return { kind: 'undecided', detail: 'This platform lets nobody read back what was posted' };
  }
  if (located.kind === 'found') {
    return { kind: 'published', remoteId: located.remoteId, permalink: located.permalink };
  }
  if (located.kind === 'absent' && located.isProof) {
    const retryInMs = cause === 'duplicate' ? null : retryAfterMs(attempts);
    return retryInMs === null
      ? { kind: 'undecided', detail: located.detail }
      : { kind: 'absent', retryInMs, detail: located.detail };
  }
  const nextWaitMs = waitsMs[looks + 1];
  return nextWaitMs === undefined
    ? { kind: 'undecided', detail: located.detail }
    : { kind: 'look_again', afterMs: nextWaitMs, detail: located.detail };
}
