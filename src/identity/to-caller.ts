import type { Caller, CallerSession } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { may } from './policy.js';
import type { ActingPerson } from './sessions.store.js';

/** Somebody as every module sees them, with what the policy gives their role. */
export function toCaller(person: ActingPerson, session: CallerSession | null): Caller {
  return {
    ...person,
    session,
    can: (permission, atPath) => may(person, permission, atPath),
    scopeOf: (permission) => {
      if (may(person, permission)) return person.placePath;
      throw new ProblemError(403, [{ code: 'not_allowed' }]);
    },
  };
}
