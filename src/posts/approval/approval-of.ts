import type { PostApproval } from '../../contract/approvals.js';
import type { Caller } from '../../kernel/http/caller.js';
import type { PostRow } from '../post.store.js';

/** Pure: where the post stands between its author and the second person; null when it needed none. */
export function approvalOf(
  { approval, notAfterAt, cancelledAt }: PostRow,
  { now, caller }: { now: Date; caller: Caller },
): PostApproval | null {
  if (!approval) return null;
  const { state, accounts, note, decidedBy, decidedAt, authorId } = approval;
  const isMissed = state === 'awaiting' && notAfterAt.getTime() <= now.getTime();
  return {
    state: isMissed ? 'missed' : state,
    accounts,
    note,
    decidedBy,
    decidedAt: decidedAt === null ? null : new Date(decidedAt).toISOString(),
    canRevise: state !== 'approved' && cancelledAt === null && authorId === caller.personId,
  };
}
