import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AccountView } from '../../../contract/accounts.js';
import type { FoundAccountView } from '../../../contract/found-accounts.js';
import { problemsOf } from '../../api/refusal.js';
import { api } from '../../api/routes.js';
import { tell } from '../../frame/notice.js';
import { useWords } from '../../language/use-words.js';

const LOOK_EVERY_MS = 10_000;

/** Accounts that were put into our hands on their platform; new ones show by themselves. Refused below the top of the tree. */
export function useFoundAccounts() {
  return useQuery({
    queryKey: ['found-accounts'],
    queryFn: api.foundAccounts,
    refetchInterval: ({ state }) => (state.error ? false : LOOK_EVERY_MS),
  });
}

export function useIgnoredAccounts(isWanted: boolean) {
  return useQuery({
    queryKey: ['found-accounts', 'ignored'],
    queryFn: api.ignoredAccounts,
    enabled: isWanted,
  });
}

/** `onMatched` is told also when the account has gone from the screen by then, as it does. */
export function useMatchFound(onMatched: (account: AccountView) => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, placeId }: { id: number; placeId: number }) => api.matchFound(id, placeId),
    onSuccess: onMatched,
    onSettled: refresh,
  });
}

/** Says that accounts are not ours, or takes that back. */
export function useIgnoreFound() {
  const { t } = useWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ account: { id }, isOurs }: { account: FoundAccountView; isOurs: boolean }) =>
      isOurs ? api.unignoreFound(id) : api.ignoreFound(id),
    onSuccess: (_, { account: { title }, isOurs }) => {
      if (!isOurs) tell({ tone: 'done', message: t('found.ignored_done', { title }) });
    },
    onError: (error) => {
      const [problem] = problemsOf(error);
      if (problem) tell({ tone: 'refused', message: problem.message });
    },
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['found-accounts', 'accounts', 'coverage', 'attention', 'districts'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}
