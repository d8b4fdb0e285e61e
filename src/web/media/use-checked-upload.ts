import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { UploadResult } from '../../contract/media.js';
import { Refusal } from '../api/refusal.js';
import { api } from '../api/routes.js';
import type { DraftMedium, Step } from '../compose/draft-media.js';

const ASK_EVERY_MS = 1_000;

/** Asks what the server makes of a file that has arrived, until it knows. */
export function useCheckedUpload({ at }: DraftMedium, onMove: (step: Step) => void): void {
  const uploadId = at.kind === 'arrived' ? at.uploadId : null;
  const { data, error } = useQuery({
    queryKey: ['media', 'upload', uploadId],
    queryFn: () => api.uploadResult(uploadId ?? ''),
    enabled: uploadId !== null,
    refetchInterval: ({ state }) => (isKnown(state.data) ? false : ASK_EVERY_MS),
  });
  useEffect(() => {
    if (uploadId === null) return;
    const step = stepFrom(data, error);
    if (step) onMove(step);
    // `onMove` is new at each keystroke, and does the same.
  }, [uploadId, data, error]);
}

function isKnown(result: UploadResult | undefined): boolean {
  return result !== undefined && result.state !== 'checking';
}

/** Undefined while the server still looks, or can't be reached. */
function stepFrom(result: UploadResult | undefined, error: Error | null): Step | undefined {
  if (error instanceof Refusal && [403, 404, 410].includes(error.status))
    return { at: { kind: 'refused', problems: error.problems } };
  switch (result?.state) {
    case undefined:
    case 'checking':
      return undefined;
    case 'refused':
      return { at: { kind: 'refused', problems: result.problems } };
    case 'ready': {
      const { id, kind, isAiMade } = result.media;
      return { kind, at: { kind: 'library', mediaId: id, isAiMade } };
    }
  }
}
