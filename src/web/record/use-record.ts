import { useInfiniteQuery } from '@tanstack/react-query';
import { AUDIT_PAGE_LINES, type AuditQuery } from '../../contract/audit.js';
import { api } from '../api/routes.js';

/** What somebody chose; an empty string is no choice. */
export interface RecordChoice {
  kind: string;
  /** Days, `2026-11-24`; both belong to the span. */
  from: string;
  until: string;
  postId: string;
}

export const NO_CHOICE: RecordChoice = { kind: '', from: '', until: '', postId: '' };

/** Days as they begin and end in India, where the record is read. */
const ZONE = '+05:30';

export function queryFor({ kind, from, until, postId }: RecordChoice): AuditQuery {
  return {
    ...(kind === '' ? {} : { action: kind }),
    ...(from === '' ? {} : { from: `${from}T00:00:00${ZONE}` }),
    ...(until === '' ? {} : { until: `${until}T23:59:59.999${ZONE}` }),
    ...(/^[1-9]\d{0,8}$/.test(postId) ? { postId: Number(postId) } : {}),
  };
}

/** Lines of the record, the newest first, page after page. */
export function useRecord(choice: RecordChoice) {
  const query = queryFor(choice);
  return useInfiniteQuery({
    queryKey: ['record', query],
    queryFn: ({ pageParam }) =>
      api.record(pageParam === null ? query : { ...query, before: pageParam }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) =>
      page.length === AUDIT_PAGE_LINES ? (page.at(-1)?.id ?? null) : null,
  });
}
