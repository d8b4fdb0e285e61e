import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewStop } from '../../contract/stops.js';
import { api } from '../api/routes.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

export function useStop() {
  const { t } = useWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (stop: NewStop) => api.stop(stop),
    onSuccess: () => {
      tell({ tone: 'done', message: t('stops.stopped') });
    },
    onSettled: refresh,
  });
}

export function useLift(id: number) {
  const { t } = useWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: () => api.lift(id),
    onSuccess: ({ waits }) => {
      const message = waits ? t('orders.waits', { count: waits.accounts }) : t('stops.lifted');
      tell({ tone: 'done', message });
    },
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['stops'] });
}
