import { useThrottledValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { PostView } from '../../contract/posts.js';
import { useBoard, usePost } from './use-posts.js';
import { useProgressStream } from './use-progress-stream.js';

const POLL_MS = 15_000;
/** Other words move no counter of the stream. */
const CORRECTING_MS = 2_000;
const BOARD_EVERY_MS = 1500;

/**
 * A post, its board and its stream: the board is read again when the counters move, at most so often, and now and then
 * without that, because a stop holds what waits and moves no counter.
 */
export function useLivePost(postId: number) {
  const client = useQueryClient();
  const known = client.getQueryData<PostView>(['posts', postId]);
  const isMoving = known ? !known.progress.isSettled : false;
  const stream = useProgressStream(postId, isMoving);
  const isCorrecting = (known?.correction?.pending ?? 0) > 0;
  const isAwaiting = known?.approval?.state === 'awaiting';
  const pollMs = isAwaiting
    ? POLL_MS
    : isCorrecting
      ? CORRECTING_MS
      : isMoving && !stream.isLive
        ? POLL_MS
        : false;
  const post = usePost(postId, pollMs);
  const board = useBoard(postId, isMoving ? POLL_MS : false);

  const counters = useThrottledValue(JSON.stringify(post.data?.progress.counts), BOARD_EVERY_MS);
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['posts', postId, 'board'] });
  }, [client, postId, counters]);

  return { post, board, stream, isMoving };
}
