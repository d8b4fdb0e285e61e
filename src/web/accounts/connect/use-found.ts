import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemsOf } from '../../api/refusal.js';
import { api } from '../../api/routes.js';
import { tell } from '../../frame/notice.js';

const LOOK_EVERY_MS = 10_000;

/** Accounts that were put into our hands on their platform; new ones show by themselves. */
export function useFoundAccounts() {
  return useQuery({
    queryKey: ['found-accounts'],
    queryFn: api.foundAccounts,
    refetchInterval: LOOK_EVERY_MS,
  });
}

export function useIgnoredAccounts(isWanted: boolean) {
  return useQuery({
    queryKey: ['found-accounts', 'ignored'],
    queryFn: api.ignoredAccounts,
    enabled: isWanted,
  });
}

export function useMatchFound() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, placeId }: { id: number; placeId: number }) => api.matchFound(id, placeId),
    onSettled: refresh,
  });
}

export function useIgnoreFound() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, isOurs }: { id: number; isOurs: boolean }) =>
      isOurs ? api.unignoreFound(id) : api.ignoreFound(id),
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
