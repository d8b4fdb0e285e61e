import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { PostProgress } from '../../contract/deliveries.js';
import type { PostView } from '../../contract/posts.js';
import { progressStream } from '../api/routes.js';
import { now } from '../clock.js';

const REOPEN_MS = 15_000;

export interface StreamState {
  isLive: boolean;
  heardAt: Date;
}

/**
 * Listens to a post's progress and writes it into the post that the page already shows. When the stream breaks
 * `isLive` turns false, the page asks by itself, and the stream is opened again later.
 */
export function useProgressStream(postId: number, isWanted: boolean): StreamState {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState>(() => ({ isLive: false, heardAt: now() }));

  useEffect(() => {
    if (!isWanted) return;
    return listen(progressStream(postId), {
      onProgress: (progress) => {
        client.setQueryData<PostView>(
          ['posts', postId],
          (post) => post && { ...post, progress, counts: progress.counts, total: progress.total },
        );
        setState({ isLive: true, heardAt: now() });
      },
      onBreak: () => {
        setState((current) => ({ ...current, isLive: false }));
      },
    });
  }, [client, postId, isWanted]);

  return state;
}

interface Listener {
  onProgress: (progress: PostProgress) => void;
  onBreak: () => void;
}

function listen(url: string, { onProgress, onBreak }: Listener): () => void {
  let source: EventSource;
  let reopening: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(url);
    source.addEventListener('progress', (event: MessageEvent<string>) => {
      onProgress(JSON.parse(event.data) as PostProgress);
    });
    source.onerror = () => {
      onBreak();
      // A browser gives up for good after an answer that is no stream; after a lost connection it tries by itself.
      if (source.readyState === EventSource.CLOSED) reopening = setTimeout(open, REOPEN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(reopening);
    source.close();
  };
}
