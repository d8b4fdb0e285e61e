import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { may } from './policy.js';
import type { SessionPerson } from './sessions.store.js';

/** Somebody as every module sees them, with the policy's answers. */
export function toCaller(person: SessionPerson): Caller {
  return {
    ...person,
    can: (permission, atPath) => may(person, permission, atPath),
    scopeOf: (permission) => {
      if (may(person, permission)) return person.placePath;
      throw new ProblemError(403, [{ code: 'not_allowed' }]);
    },
  };
}
