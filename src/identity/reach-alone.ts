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
