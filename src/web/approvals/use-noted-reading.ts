import { useEffect } from 'react';
import type { AwaitingPost } from '../../contract/approvals.js';
import { send } from '../api/client.js';

/** Tells the record that exactly this stands on the screen. What was changed meanwhile is noted when it is shown. */
export function useNotedReading({ postId, hash }: AwaitingPost): void {
  useEffect(() => {
    void send('POST', `/posts/${postId}/approval/reading`, { hash }).catch(() => undefined);
  }, [postId, hash]);
}
