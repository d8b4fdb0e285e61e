import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NewStop } from '../../contract/stops.js';
import { api } from '../api/routes.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

const LOOK_EVERY_MS = 15_000;

/** The stops that stand, and the last that were lifted. */
export function useStops(isWanted: boolean) {
  return useQuery({
    queryKey: ['stops'],
    queryFn: api.stops,
    enabled: isWanted,
    refetchInterval: LOOK_EVERY_MS,
  });
}

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
    onSuccess: () => {
      tell({ tone: 'done', message: t('stops.lifted') });
    },
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['stops'] });
}
