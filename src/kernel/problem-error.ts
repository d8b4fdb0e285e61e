import type { Problem } from '../contract/problems.js';

/** HTTP status that goes with a refusal: wrong input, nobody signed in, not allowed, absent, state in the way. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429;

/**
 * A refusal that the caller can act on: thrown where the flow can't go on, answered as `ProblemsAnswer`.
 * Everything else that is thrown is an internal fault and reaches people only as a reference number.
 */
export class ProblemError extends Error {
  constructor(
    readonly status: RefusalStatus,
    readonly problems: readonly Problem[],
    /** For 429: after how long to come again. */
    readonly details: { retryAfterMs?: number } = {},
  ) {
    super(problems.map((problem) => problem.code).join(', '));
    this.name = 'ProblemError';
  }
}

/** Throws when there is anything in `problems`; used after collecting all of them at once. */
export function refuseIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemError(422, problems);
}
