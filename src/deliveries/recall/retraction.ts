import type { Retracted } from '../../platforms/index.js';
import { retryAfterMs, throttledForMs } from '../retry-policy.js';

/** Where a delivery of a recalled post stands after a try to take it down. */
export type Taken =
  | { state: 'recalled'; detail: string | null }
  /** Tried again: a delete that is made twice is made once. */
  | { state: 'recall_pending'; inMs: number; detail: string }
  /** A person has to take it down by hand. */
  | { state: 'recall_unknown'; detail: string };

/** Pure: what a try to take a post down came to. `tries` counts this one. */
export function takenBy(retracted: Retracted, tries: number): Taken {
  switch (retracted.kind) {
    case 'retracted':
      return { state: 'recalled', detail: null };
    case 'withdrawn':
      return { state: 'recalled', detail: retracted.detail };
    case 'refused':
      return { state: 'recall_unknown', detail: retracted.detail };
    case 'unavailable': {
      const { detail } = retracted;
      if (retracted.retryAfterMs !== null) {
        return { state: 'recall_pending', inMs: throttledForMs(retracted.retryAfterMs), detail };
      }
      const inMs = retryAfterMs(tries);
      return inMs === null
        ? { state: 'recall_unknown', detail }
        : { state: 'recall_pending', inMs, detail };
    }
  }
}
