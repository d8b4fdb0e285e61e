import { useQuery } from '@tanstack/react-query';
import { api } from '../api/routes.js';

const LIST_EVERY_MS = 10_000;

/** All posts in sight, newest first. */
export function usePosts() {
  return useQuery({ queryKey: ['posts'], queryFn: api.posts, refetchInterval: LIST_EVERY_MS });
}

/** One post; asked again every `pollMs` while its stream is silent. */
export function usePost(id: number, pollMs: number | false) {
  return useQuery({
    queryKey: ['posts', id],
    queryFn: () => api.post(id),
    refetchInterval: pollMs,
  });
}

export function useBoard(id: number, pollMs: number | false) {
  return useQuery({
    queryKey: ['posts', id, 'board'],
    queryFn: () => api.board(id),
    refetchInterval: pollMs,
  });
}
