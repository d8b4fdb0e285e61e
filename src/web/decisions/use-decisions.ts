import { useQuery } from '@tanstack/react-query';
import { api } from '../api/routes.js';

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
