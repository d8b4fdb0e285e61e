import { useQuery } from '@tanstack/react-query';
import { api } from '../api/routes.js';

const LOOK_EVERY_MS = 30_000;

export function useFindings() {
  return useQuery({
    queryKey: ['findings'],
    queryFn: api.findings,
    refetchInterval: LOOK_EVERY_MS,
  });
}
