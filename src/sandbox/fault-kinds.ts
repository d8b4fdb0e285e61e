import type { RefusalCause } from './simulator.js';

/** What a fault does to one request: whether the platform takes it first, and what then leaves. */
export interface FaultKind {
  /** True: the request takes effect and stands in the ledger before the answer goes wrong. */
  readonly accepts: boolean;
  readonly leaves: 'refusal' | 'reset' | 'hang' | 'malformed' | 'empty' | 'html' | 'late';
  /** For a refusal: which of the platform's own answers. */
  readonly cause?: RefusalCause;
}

export const faultKinds = {
  refuse: { accepts: false, leaves: 'refusal', cause: 'invalid' },
  unauthorized: { accepts: false, leaves: 'refusal', cause: 'unauthorized' },
  rate_limited: { accepts: false, leaves: 'refusal', cause: 'rate_limited' },
  rate_limited_without_reset: {
    accepts: false,
    leaves: 'refusal',
    cause: 'rate_limited_without_reset',
  },
  duplicate: { accepts: false, leaves: 'refusal', cause: 'duplicate' },
  server_error_before: { accepts: false, leaves: 'refusal', cause: 'server_error' },
  server_error_after: { accepts: true, leaves: 'refusal', cause: 'server_error' },
  reset_before: { accepts: false, leaves: 'reset' },
  accept_then_reset: { accepts: true, leaves: 'reset' },
  hang_before: { accepts: false, leaves: 'hang' },
  accept_then_hang: { accepts: true, leaves: 'hang' },
  malformed_body: { accepts: true, leaves: 'malformed' },
  empty_body: { accepts: true, leaves: 'empty' },
  html_body: { accepts: false, leaves: 'html' },
  slow: { accepts: true, leaves: 'late' },
} as const satisfies Record<string, FaultKind>;

export type FaultName = keyof typeof faultKinds;
export const faultNames = Object.keys(faultKinds) as [FaultName, ...FaultName[]];
