import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ApprovalOrder } from '../../contract/approvals.js';
import { api } from '../api/routes.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

const LOOK_EVERY_MS = 20_000;

/** Posts that wait for the word of the one who is signed in. */
export function useApprovals(isWanted: boolean) {
  return useQuery({
    queryKey: ['approvals'],
    queryFn: api.approvals,
    enabled: isWanted,
    refetchInterval: LOOK_EVERY_MS,
  });
}

export function useSay(postId: number) {
  const { t } = useWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: ApprovalOrder) => api.sayOf(postId, order),
    onSuccess: (_, { decision }) => {
      const said = decision === 'approve' ? 'approval.approved_now' : 'approval.returned_now';
      tell({ tone: 'done', message: t(said) });
      void client.invalidateQueries({ queryKey: ['posts'] });
    },
    // Also after a refusal: what was read is not what waits.
    onSettled: () => client.invalidateQueries({ queryKey: ['approvals'] }),
  });
}
