import type { Desk, Performance, PlatformRequest } from '../../../sandbox/simulator.js';
import type { Answer } from '../../../sandbox/answer.js';
import type { XAccount } from './x-account.js';

/** One authenticated request to X. */
export interface XCall {
  readonly request: PlatformRequest;
  readonly desk: Desk<XAccount>;
  readonly caller: XAccount;
  /** The part of the path that names a post or a user. */
  readonly id: string;
}

export function unchanged(answer: Answer): Performance {
  return { answer, changes: [] };
}
