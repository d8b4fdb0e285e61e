import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { HeldOrderView, OrderDecision } from '../../contract/held-orders.js';
import { send } from '../api/client.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

/** The second person's word about an order, and what it changes everywhere else. */
export function useSecondWord(orderId: number) {
  const { t } = useWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: OrderDecision) =>
      send('POST', `/orders/${orderId}/decision`, decision) as Promise<HeldOrderView[]>,
    onSuccess: (_, { decision }) => {
      const said = decision === 'confirm' ? 'orders.confirmed_now' : 'orders.refused_now';
      tell({ tone: 'done', message: t(said) });
      for (const key of ['posts', 'stops', 'decisions']) {
        void client.invalidateQueries({ queryKey: [key] });
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['orders'] }),
  });
}
