import { PERMISSIONS, type Permission } from '../contract/permissions.js';
import { ROLES, type Role } from '../contract/session.js';

const READ = [
  'districts.read',
  'accounts.read',
  'posts.read',
  'media.read',
  'stops.read',
  'health.read',
] as const;
const PUBLISH = [
  'posts.write',
  'posts.cancel',
  'media.upload',
  'deliveries.retry',
  'accounts.check',
] as const;
const INTERVENE = ['posts.recall', 'posts.correct', 'deliveries.decide', 'stops.set'] as const;
const PEOPLE = ['people.read', 'people.invite', 'people.revoke'] as const;

/** Which role may do what. On which places says `may`. */
const POLICY: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  central_editor: [...READ, ...PUBLISH, ...INTERVENE, ...PEOPLE, 'posts.go_first'],
  /** The second pair of eyes writes nothing: it lets out, sends back, stops and takes back. */
  central_approver: [...READ, 'posts.approve', 'posts.cancel', 'posts.recall', 'stops.set'],
  district_lead: [...READ, ...PUBLISH, ...INTERVENE, ...PEOPLE, 'posts.approve', 'people.trust'],
  volunteer: [...READ, ...PUBLISH],
  booth_relay: ['posts.relay'],
  auditor: [...READ, 'audit.read'],
  /** Sees to the machines and the accounts, and reads no post. */
  operator: ['districts.read', 'accounts.read', 'accounts.check', 'stops.read', 'health.read'],
};

/** Somebody as the policy sees them. */
export interface Standing {
  role: Role;
  /** Path of the place that they work for. */
  placePath: string;
}

/**
 * The one answer to who may do what where: what the role holds, at one's own place and below. Without a path: whether
 * anywhere. The guard asks it before every route, a service about the one place it changes, and every query through
 * the scope that `scopeOf` answers.
 */
export function may(
  { role, placePath }: Standing,
  action: Permission,
  atPath = placePath,
): boolean {
  return POLICY[role].includes(action) && atPath.startsWith(placePath);
}

export function permissionsOf(role: Role): readonly Permission[] {
  return POLICY[role];
}

/** Which roles hold it, for asking the database who else there is. */
export function rolesWith(permission: Permission): Role[] {
  return ROLES.filter((role) => POLICY[role].includes(permission));
}
