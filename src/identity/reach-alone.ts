import type { Role } from '../contract/session.js';

export interface Writer {
  role: Role;
  /** Of a volunteer: the lead lets their posts go out unseen. */
  isTrusted: boolean;
}

/**
 * Pure: to how many accounts somebody's post may go without a second person; null: to any number. A volunteer's posts
 * are seen by a lead first, until the lead trusts them; the owner's limit holds for everybody else.
 */
export function reachAlone(
  { role, isTrusted }: Writer,
  approvalAboveAccounts: number | null,
): number | null {
  if (role === 'owner') return null;
  if (role === 'volunteer' && !isTrusted) return 0;
  return approvalAboveAccounts;
}

/**
 * Pure: on how many accounts somebody alone may take back what is public, let go on what is stopped, or send again;
 * null: on any number. The owner's limit holds for everybody but the owner, as it does for posts.
 */
export function ordersAlone(role: Role, approvalAboveAccounts: number | null): number | null {
  return role === 'owner' ? null : approvalAboveAccounts;
}
