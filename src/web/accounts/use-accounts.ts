import { useQuery } from '@tanstack/react-query';
import { api } from '../api/routes.js';

/** Every account in sight; the page sifts them itself, so that changing a filter asks nothing. */
export function useAccounts() {
  return useQuery({ queryKey: ['accounts'], queryFn: () => api.accounts({}) });
}
