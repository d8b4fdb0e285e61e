import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FailureCause } from '../../contract/deliveries.js';
import type { CorrectionOrder } from '../../contract/posts.js';
import { problemsOf } from '../api/refusal.js';
import { api } from '../api/routes.js';
import { tell } from '../frame/notice.js';
import { useWords } from '../language/use-words.js';

/** Sends again one delivery that surely did not go out. */
export function useRetry(postId: number) {
  const { t } = useWords();
  const refresh = useRefresh(postId);
  return useMutation({
    mutationFn: api.retry,
    onSuccess: () => {
      tell({ tone: 'done', message: t('retry.started', { count: 1 }) });
    },
    onError: tellRefusal,
    onSettled: refresh,
  });
}

/** Sends again all that failed for one cause. */
export function useRetryFailed(postId: number) {
  const { t } = useWords();
  const refresh = useRefresh(postId);
  return useMutation({
    mutationFn: (cause: FailureCause) => api.retryFailed(postId, cause),
    onSuccess: ({ retried, waits }) => {
      const message = waits
        ? t('orders.waits', { count: waits.accounts })
        : t('retry.started', { count: retried });
      tell({ tone: 'done', message });
    },
    onError: tellRefusal,
    onSettled: refresh,
  });
}

export function useCancel(postId: number) {
  const { t } = useWords();
  const refresh = useRefresh(postId);
  return useMutation({
    mutationFn: () => api.cancel(postId),
    onSuccess: () => {
      tell({ tone: 'done', message: t('cancel.done') });
    },
    onError: tellRefusal,
    onSettled: refresh,
  });
}

/** Takes the post back everywhere. */
export function useRecall(postId: number) {
  const { t } = useWords();
  const refresh = useRefresh(postId);
  return useMutation({
    mutationFn: (reason: string) => api.recall(postId, reason),
    onSuccess: ({ toTakeDown, underWay, waits }) => {
      const message = waits
        ? t('orders.waits', { count: waits.accounts })
        : t('recall.done', { count: toTakeDown + underWay });
      tell({ tone: 'done', message });
    },
    onError: tellRefusal,
    onSettled: refresh,
  });
}

/** Gives the post other words; a refusal is shown in the form. */
export function useCorrect(postId: number, onDone: () => void) {
  const { t } = useWords();
  const refresh = useRefresh(postId);
  return useMutation({
    mutationFn: (order: CorrectionOrder) => api.correct(postId, order),
    onSuccess: ({ changed, toCorrect }) => {
      tell({ tone: 'done', message: t('correct.done', { count: changed + toCorrect }) });
      onDone();
    },
    onSettled: refresh,
  });
}

function useRefresh(postId: number) {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['posts', postId] });
}

function tellRefusal(error: Error): void {
  const message = problemsOf(error)[0]?.message;
  if (message) tell({ tone: 'refused', message });
}
