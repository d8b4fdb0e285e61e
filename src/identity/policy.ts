import { PERMISSIONS, type Permission } from '../contract/permissions.js';
import type { Role } from '../contract/session.js';

const READ = ['districts.read', 'accounts.read', 'posts.read', 'media.read', 'stops.read'] as const;
const PUBLISH = [
  'posts.write',
  'posts.cancel',
  'media.upload',
  'deliveries.retry',
  'accounts.check',
] as const;

const INTERVENE = ['posts.recall', 'posts.correct', 'deliveries.decide', 'stops.set'] as const;

/** Which role may do what. On which places is never said here: every query is held to the caller's own subtree. */
const POLICY: Record<Role, readonly Permission[]> = {
  owner: PERMISSIONS,
  central_editor: [...READ, ...PUBLISH, ...INTERVENE, 'posts.go_first'],
  district_lead: [...READ, ...PUBLISH, ...INTERVENE],
  volunteer: [...READ, ...PUBLISH],
  auditor: [...READ, 'audit.read'],
};

export function permissionsOf(role: Role): readonly Permission[] {
  return POLICY[role];
}
