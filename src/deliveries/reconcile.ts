import type { Located } from '../platforms/index.js';
import type { Verdict } from './reconcile.store.js';

export interface Looked {
  /** Null where the platform lets nothing be read. */
  located: Located | null;
  /** Looks before this one. */
  looks: number;
  /** Waits before each look; the last look is followed by a person's decision. */
  waitsMs: readonly number[];
}

/** Pure: what a look for a lost post means. Absence without proof never leads to another send. */
export function verdictOf({ located, looks, waitsMs }: Looked): Verdict {
  if (located === null) {
    return { kind: 'undecided', detail: 'This platform lets nobody read back what was posted' };
  }
  if (located.kind === 'found') {
    return { kind: 'published', remoteId: located.remoteId, permalink: located.permalink };
  }
  if (located.kind === 'absent' && located.isProof) {
    return { kind: 'absent', detail: located.detail };
  }
  const nextWaitMs = waitsMs[looks + 1];
  return nextWaitMs === undefined
    ? { kind: 'undecided', detail: located.detail }
    : { kind: 'look_again', afterMs: nextWaitMs, detail: located.detail };
}
