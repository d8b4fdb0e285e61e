import { ProblemError } from '../problem-error.js';
import type { Caller } from './caller.js';

/**
 * For what only a fresh proof may do. The operator on the machine has given that proof elsewhere.
 * @throws ProblemError `step_up_needed`, after which a client asks the person and sends the request again.
 */
export function demandStepUp({ session }: Caller): void {
  if (session === null || session.isSteppedUp) return;
  throw new ProblemError(403, [{ code: 'step_up_needed' }]);
}
