import { useQuery } from '@tanstack/react-query';
import { api } from '../api/routes.js';
import { growTree } from './tree.js';

/** The tree of places in sight of the signed-in person. */
export function useDistricts() {
  return useQuery({
    queryKey: ['districts'],
    queryFn: api.districts,
    select: growTree,
    staleTime: 5 * 60_000,
  });
}
