import type { Edited } from '../../platforms/index.js';
import { retryAfterMs, throttledForMs } from '../retry-policy.js';

/** Where the correction of one delivery stands after a try. */
export type Corrected =
  | { state: 'corrected' }
  /** Tried again: an edit that is made twice is made once. */
  | { state: 'pending'; inMs: number; detail: string }
  /** It says the old words, and will: a person may recall it. */
  | { state: 'refused'; detail: string };

/** Pure: what a try to change the words of a public post came to. `tries` counts this one. */
export function correctedBy(edited: Edited, tries: number): Corrected {
  switch (edited.kind) {
    case 'edited':
      return { state: 'corrected' };
    case 'refused':
      return { state: 'refused', detail: edited.detail };
    case 'unavailable': {
      const { detail } = edited;
      const inMs =
        edited.retryAfterMs === null ? retryAfterMs(tries) : throttledForMs(edited.retryAfterMs);
      return inMs === null ? { state: 'refused', detail } : { state: 'pending', inMs, detail };
    }
  }
}
