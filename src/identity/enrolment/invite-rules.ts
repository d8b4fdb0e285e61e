import { ROLES, type Role } from '../../contract/session.js';
import type { Caller } from '../../kernel/http/caller.js';

/** Whom a role may invite, confirm and put out of service. Nobody stands above an owner, so owners do it for each other. */
const BELOW: Record<Role, readonly Role[]> = {
  owner: ROLES,
  central_editor: ['district_lead', 'volunteer', 'booth_relay', 'auditor'],
  central_approver: [],
  district_lead: ['volunteer', 'booth_relay'],
  volunteer: [],
  booth_relay: [],
  auditor: [],
  operator: [],
};

export function rolesBelow(role: Role): Role[] {
  return [...BELOW[role]];
}

/** Whether the caller stands above somebody: in the role, and with their place in the caller's own subtree. */
export function standsAbove(
  caller: Pick<Caller, 'role' | 'placePath'>,
  other: { role: Role; placePath: string },
): boolean {
  return BELOW[caller.role].includes(other.role) && other.placePath.startsWith(caller.placePath);
}
