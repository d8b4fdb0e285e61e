import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AttentionQuery, CoverageView } from '../../contract/account-health.js';
import { problemsOf } from '../api/refusal.js';
import { api } from '../api/routes.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

const LOOK_EVERY_MS = 60_000;
const LOOK_WHILE_CHECKING_EVERY_MS = 4_000;

/** One level of the tree, page after page; looked at more often while checks are under way there. */
export function useCoverage(placeId: number | null) {
  return useInfiniteQuery({
    queryKey: ['coverage', placeId],
    queryFn: ({ pageParam }) =>
      api.coverage({ offset: pageParam, ...(placeId === null ? {} : { placeId }) }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const loaded = pages.reduce((sum, page) => sum + page.rows.length, 0);
      return loaded < last.rowsInAll ? loaded : undefined;
    },
    select: ({ pages }) => joined(pages),
    refetchInterval: ({ state }) => {
      const isChecking = (state.data?.pages[0]?.waitingForCheck ?? 0) > 0;
      return isChecking ? LOOK_WHILE_CHECKING_EVERY_MS : LOOK_EVERY_MS;
    },
  });
}

/** What stands behind a cell; asked only while somebody looks at one. */
export function useAttention(cell: AttentionQuery | null) {
  return useQuery({
    queryKey: ['attention', cell],
    queryFn: () => (cell ? api.attention(cell) : null),
    enabled: cell !== null,
  });
}

export function useHealthChanges(accountId: number, isWanted: boolean) {
  return useQuery({
    queryKey: ['health-changes', accountId],
    queryFn: () => api.healthChanges(accountId),
    enabled: isWanted,
  });
}

/** Asks the platform about one account, now. */
export function useCheckAgain() {
  const { t } = useWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: api.checkAccount,
    onSuccess: ({ health, handle }) => {
      const isMended = health === 'healthy';
      tell({
        tone: isMended ? 'done' : 'refused',
        message: t(isMended ? 'attention.mended' : 'attention.still_broken', { handle }),
      });
    },
    onError: tellRefusal,
    onSettled: refresh,
  });
}

/** Tests one account as far as nothing becomes public. Its health may have turned by that. */
export function useRehearsal() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: api.rehearseAccount,
    onError: tellRefusal,
    onSettled: refresh,
  });
}

/** Puts all accounts of a place in line. */
export function useCheckAll() {
  const { t } = useWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (placeId: number) => api.checkAccounts({ placeId }),
    onSuccess: ({ waiting }) => {
      tell({ tone: 'done', message: t('coverage.ordered', { count: waiting }) });
    },
    onError: tellRefusal,
    onSettled: refresh,
  });
}

function joined(pages: readonly CoverageView[]): CoverageView | null {
  const last = pages.at(-1);
  return last ? { ...last, rows: pages.flatMap(({ rows }) => rows) } : null;
}

function tellRefusal(error: Error): void {
  const [problem] = problemsOf(error);
  if (problem) tell({ tone: 'refused', message: problem.message });
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['coverage', 'attention', 'health-changes', 'accounts', 'findings'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}
