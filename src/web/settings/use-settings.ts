import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Settings } from '../../contract/settings.js';
import { send } from '../api/client.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

const KEY = ['settings'];

export function useSettings() {
  return useQuery({
    queryKey: KEY,
    queryFn: () => send('GET', '/settings') as Promise<Settings>,
  });
}

export function useChangeSettings() {
  const { t } = useWords();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Settings) => send('PUT', '/settings', wanted) as Promise<Settings>,
    onSuccess: (settings) => {
      client.setQueryData(KEY, settings);
      tell({ tone: 'done', message: t('settings.saved') });
    },
  });
}
