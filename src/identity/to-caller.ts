import type { Caller, CallerSession } from '../kernel/http/caller.js';
import { permissionsOf } from './policy.js';
import type { ActingPerson } from './sessions.store.js';

/** Somebody as every module sees them, with what the policy gives their role. */
export function toCaller(person: ActingPerson, session: CallerSession | null): Caller {
  const permissions = new Set(permissionsOf(person.role));
  return { ...person, session, can: (permission) => permissions.has(permission) };
}
