import type { DeliveryState, FailureCause } from '../contract/deliveries.js';
import type { Outcome } from '../platforms/index.js';
import { retryAfterMs, throttledForMs } from './retry-policy.js';

/** What one try came to, with what decides the next state. */
export interface Try {
  outcome: Outcome;
  /** Whether the intent was written. Without one nothing can have gone out. */
  wasCommitted: boolean;
  /** Sends that count, this one included. */
  attempts: number;
  /** The platform is down for everybody: that nothing was sent costs no attempt, and it waits for so long; null: it is not. */
  whileDownMs: number | null;
  /** How long to wait before looking for a lost post; 0 where nothing can be read. */
  firstLookAfterMs: number;
}

export interface Settlement {
  state: Extract<DeliveryState, 'published' | 'retry_wait' | 'failed' | 'unknown'>;
  /** From now until the row needs somebody; null when it never does by itself. */
  wakeAfterMs: number | null;
  /** Sends that count from now on; a throttled one does not, nor one while the platform is down. */
  attempts: number;
  cause: FailureCause | null;
  detail: string | null;
  remoteId: string | null;
  permalink: string | null;
}

/** Pure: the platform's answer to the delivery's next state. The only place that decides it after a send. */
export function settle(tried: Try): Settlement {
  const { outcome } = tried;
  const done = { ...DONE, attempts: tried.attempts };
  switch (outcome.kind) {
    case 'published':
      return tried.wasCommitted
        ? {
            ...done,
            state: 'published',
            remoteId: outcome.remoteId,
            permalink: outcome.permalink,
            detail: outcome.afterwards?.note ?? null,
          }
        : again(tried, 'The adapter reported a post without an intent');
    case 'throttled':
      return {
        ...done,
        state: 'retry_wait',
        wakeAfterMs: throttledForMs(outcome.retryAfterMs),
        attempts: tried.attempts - 1,
        cause: 'throttled',
        detail: outcome.detail,
      };
    case 'waiting':
      return tried.wasCommitted ? inDoubt(tried, UNCLEAR_WAIT) : later(tried, outcome);
    // The next try names the new id; that it is a try keeps an account that moves on and on from going round for ever.
    case 'moved':
    case 'unavailable':
      return again(tried, outcome.detail);
    case 'refused':
      return { ...done, state: 'failed', cause: outcome.cause, detail: outcome.detail };
    case 'uncertain':
      return tried.wasCommitted ? inDoubt(tried, outcome) : again(tried, outcome.detail);
  }
}

const UNCLEAR_WAIT = {
  cause: 'unclear_answer',
  detail: 'The adapter waits after its post was sent',
} as const;

const DONE = {
  wakeAfterMs: null,
  cause: null,
  detail: null,
  remoteId: null,
  permalink: null,
} as const;

function inDoubt(
  { attempts, firstLookAfterMs }: Try,
  { cause, detail }: Pick<Extract<Outcome, { kind: 'uncertain' }>, 'cause' | 'detail'>,
): Settlement {
  return { ...DONE, attempts, state: 'unknown', wakeAfterMs: firstLookAfterMs, cause, detail };
}

/** The platform works on a file; asking again is not another try. */
function later(
  { attempts }: Try,
  { resumeAfterMs, detail }: Extract<Outcome, { kind: 'waiting' }>,
): Settlement {
  const wakeAfterMs = throttledForMs(resumeAfterMs);
  return {
    ...DONE,
    attempts: attempts - 1,
    state: 'retry_wait',
    wakeAfterMs,
    cause: 'processing',
    detail,
  };
}

function again(tried: Try, detail: string): Settlement {
  const attempts = tried.whileDownMs === null ? tried.attempts : tried.attempts - 1;
  const waitMs = tried.whileDownMs ?? retryAfterMs(attempts);
  const done = { ...DONE, attempts, detail };
  return waitMs === null
    ? { ...done, state: 'failed', cause: 'too_many_attempts' }
    : { ...done, state: 'retry_wait', wakeAfterMs: waitMs, cause: 'unavailable' };
}
