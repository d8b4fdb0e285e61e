import { useQuery } from '@tanstack/react-query';
import { api } from '../api/routes.js';

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
