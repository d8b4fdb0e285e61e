import { useEffect, useState } from 'react';
import type { DraftMedium, Step } from '../compose/draft-media.js';
import { fetchPart } from '../api/fetch-part.js';
import { useEndedSession } from '../session/use-session.js';
import { keptFile } from './kept-files.js';

/** How the upload that is under way stands. */
export interface UploadState {
  key: string;
  /** Share that has arrived, 0 to 1. */
  share: number;
  /** The connection is gone; it goes on by itself. */
  isWaiting: boolean;
}

/**
 * Sends what is still on this phone, one file after the other, so that on a slow network the first is soon whole.
 * It stops when the page is left, and goes on where it stopped when somebody comes back.
 */
export function useUploads(
  media: readonly DraftMedium[],
  move: (key: string, step: Step) => void,
): UploadState | null {
  const endSession = useEndedSession();
  const [state, setState] = useState<UploadState | null>(null);
  const next = media.find(({ at }) => at.kind === 'phone')?.key;

  useEffect(() => {
    if (next === undefined) return;
    setState({ key: next, share: 0, isWaiting: false });
    return sendFile(next, {
      tell: setState,
      move: (step) => {
        move(next, step);
      },
      onSignedOut: endSession,
    });
    // Only another file starts another upload: `move` is new at each keystroke, and does the same.
  }, [next]);

  return state?.key === next ? state : null;
}

interface Sending {
  tell: (state: UploadState) => void;
  move: (step: Step) => void;
  onSignedOut: () => void;
}

/** Answers how to stop it. */
function sendFile(key: string, { tell, move, onSignedOut }: Sending): () => void {
  const stopped = new AbortController();
  let share = 0;
  const wait = () => {
    if (!stopped.signal.aborted) tell({ key, share, isWaiting: true });
  };
  const start = async () => {
    const file = await keptFile(key);
    if (!file) {
      move({ at: { kind: 'lost' } });
      return;
    }
    // Fetched with the first file.
    const { Transfer } = await fetchPart(() => import('./transfer.js'), wait);
    if (stopped.signal.aborted) return;
    const transfer = new Transfer(key, file, {
      onProgress: (arrived) => {
        share = arrived;
        tell({ key, share, isWaiting: false });
      },
      onWait: wait,
      onArrived: (uploadId) => {
        move({ at: { kind: 'arrived', uploadId } });
      },
      onRefused: (problems) => {
        move({ at: { kind: 'refused', problems } });
      },
      onSignedOut,
    });
    stopped.signal.addEventListener('abort', () => {
      transfer.stop();
    });
    await transfer.start();
  };
  // What does not come waits for the next visit; the row says that it waits.
  void start().catch(wait);
  return () => {
    stopped.abort();
  };
}
