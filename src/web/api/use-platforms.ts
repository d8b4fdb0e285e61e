import { useQuery } from '@tanstack/react-query';
import { api } from './routes.js';

/** The platforms that are offered here; they change with the server only. */
export function usePlatforms({ isAsked = true }: { isAsked?: boolean } = {}) {
  return useQuery({
    queryKey: ['platforms'],
    queryFn: api.platforms,
    staleTime: Infinity,
    enabled: isAsked,
  });
}
