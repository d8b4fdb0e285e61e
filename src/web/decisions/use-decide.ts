import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DeliveryDecision } from '../../contract/posts.js';
import { api } from '../api/routes.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

export function useDecide(deliveryId: number) {
  const { t } = useWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: DeliveryDecision) => api.decide(deliveryId, decision),
    onSuccess: ({ waits }) => {
      const message = waits ? t('orders.waits', { count: waits.accounts }) : t('decision.done');
      tell({ tone: 'done', message });
      void client.invalidateQueries({ queryKey: ['decisions'] });
      void client.invalidateQueries({ queryKey: ['posts'] });
    },
  });
}
