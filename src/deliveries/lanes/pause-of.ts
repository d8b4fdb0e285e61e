import type { Outcome, Pause } from '../../platforms/index.js';
import { throttledForMs } from '../retry-policy.js';

/** Pure: whether the platform asked for a pause, with a refusal or beside a success, and for how long. */
export function pauseOf(outcome: Outcome): Pause | undefined {
  switch (outcome.kind) {
    case 'published':
      return outcome.pause && { ...outcome.pause, forMs: throttledForMs(outcome.pause.forMs) };
    case 'throttled':
      return {
        scope: outcome.scope,
        forMs: throttledForMs(outcome.retryAfterMs),
        detail: outcome.detail,
      };
    case 'waiting':
    case 'moved':
    case 'unavailable':
    case 'refused':
    case 'uncertain':
      return undefined;
  }
}
