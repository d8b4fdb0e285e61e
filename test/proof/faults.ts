import type { FaultRule } from '../support/sandbox-control.js';

/** How often the platforms misbehave while the proof runs. */
export function faultMix(seed: number): FaultRule[] {
  const mix: [string, number, object?][] = [
    ['server_error_before', 0.025],
    ['server_error_after', 0.025],
    ['accept_then_hang', 0.02],
    ['rate_limited', 0.03, { retryAfterMs: 1_000 }],
    ['reset_before', 0.005],
    ['accept_then_reset', 0.005],
    ['malformed_body', 0.005],
    ['duplicate', 0.005],
  ];
  return mix.map(([fault, probability, more], index) => ({
    fault,
    probability,
    seed: seed * 100 + index,
    ...more,
  }));
}
