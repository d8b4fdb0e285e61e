import { useQuery } from '@tanstack/react-query';
import { api } from '../api/routes.js';

const LOOK_EVERY_MS = 20_000;

/** Orders of others that wait for the word of the one who is signed in. */
export function useOrders(isWanted: boolean) {
  return useQuery({
    queryKey: ['orders'],
    queryFn: api.orders,
    enabled: isWanted,
    refetchInterval: LOOK_EVERY_MS,
  });
}
