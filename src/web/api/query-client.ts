import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Refusal } from './refusal.js';

/** Server state. When any answer says "not signed in", the whole screen becomes the sign-in form. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof Refusal && error.status === 401)
          client.setQueryData(['session'], null);
      },
    }),
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: 10_000, retry: isWorthRetrying },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

function isWorthRetrying(failures: number, error: Error): boolean {
  const isRefused = error instanceof Refusal && error.status >= 400 && error.status < 500;
  return !isRefused && failures < 2;
}
