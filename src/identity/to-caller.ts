import type { Caller } from '../kernel/http/caller.js';
import { permissionsOf } from './policy.js';
import type { SessionPerson } from './sessions.store.js';

/** Somebody as every module sees them, with what the policy gives their role. */
export function toCaller(person: SessionPerson): Caller {
  const permissions = new Set(permissionsOf(person.role));
  return { ...person, can: (permission) => permissions.has(permission) };
}
