import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DeliveryDecision } from '../../contract/posts.js';
import { api } from '../api/routes.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

const LOOK_EVERY_MS = 30_000;

/** Deliveries of which nobody knows yet whether they went out. */
export function useDecisions(isWanted: boolean) {
  return useQuery({
    queryKey: ['decisions'],
    queryFn: api.decisions,
    enabled: isWanted,
    refetchInterval: LOOK_EVERY_MS,
  });
}

export function useDecide(deliveryId: number) {
  const { t } = useWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: DeliveryDecision) => api.decide(deliveryId, decision),
    onSuccess: () => {
      tell({ tone: 'done', message: t('decision.done') });
      void client.invalidateQueries({ queryKey: ['decisions'] });
      void client.invalidateQueries({ queryKey: ['posts'] });
    },
  });
}
