import type { BoardRow, FailureCause } from '../../contract/deliveries.js';
import type { MessageId } from '../language/catalogue.js';

/** Accounts on which something did not go out for one cause: mended once, retried together. */
export interface FailureGroup {
  cause: FailureCause;
  places: { nameEn: string; nameHi: string }[];
  count: number;
  retryable: number;
  /** What the platform said to the first of them. */
  detail: string | null;
}

export function groupFailures(rows: readonly BoardRow[]): FailureGroup[] {
  const groups = new Map<FailureCause, FailureGroup>();
  const counted = new Set<string>();
  for (const row of rows) {
    for (const cell of row.cells) {
      if (cell.phase !== 'failed' && cell.state !== 'missed') continue;
      const cause = cell.cause ?? 'unclear_answer';
      const group = groups.get(cause) ?? {
        cause,
        places: [],
        count: 0,
        retryable: 0,
        detail: null,
      };
      // Of a thread several parts may have failed on one account.
      const isNew = !counted.has(`${cause} ${cell.accountId}`);
      counted.add(`${cause} ${cell.accountId}`);
      if (isNew) group.count += 1;
      if (isNew && cell.can.retry) group.retryable += 1;
      if (!group.places.includes(row)) group.places.push(row);
      group.detail ??= cell.detail;
      groups.set(cause, group);
    }
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** Causes that sending the same text again does not mend. */
export const LASTING_CAUSES: readonly FailureCause[] = ['content', 'duplicate'];

export const CAUSE_WORDS: Record<FailureCause, { what: MessageId; advice: MessageId }> = {
  content: { what: 'cause.content', advice: 'advice.content' },
  duplicate: { what: 'cause.duplicate', advice: 'advice.duplicate' },
  credentials: { what: 'cause.credentials', advice: 'advice.credentials' },
  permission: { what: 'cause.permission', advice: 'advice.permission' },
  credit: { what: 'cause.credit', advice: 'advice.credit' },
  processing: { what: 'cause.processing', advice: 'advice.processing' },
  throttled: { what: 'cause.throttled', advice: 'advice.throttled' },
  unavailable: { what: 'cause.unavailable', advice: 'advice.unavailable' },
  no_answer: { what: 'cause.no_answer', advice: 'advice.no_answer' },
  unclear_answer: { what: 'cause.unclear_answer', advice: 'advice.unclear_answer' },
  too_many_attempts: { what: 'cause.too_many_attempts', advice: 'advice.too_many_attempts' },
  late: { what: 'cause.late', advice: 'advice.late' },
  part_before: { what: 'cause.part_before', advice: 'advice.part_before' },
  person: { what: 'cause.person', advice: 'advice.person' },
};
