import { z } from 'zod';
import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import { readFailure } from './facebook.outcome.js';
import type { VideoForm } from './facebook.progress.js';

/** What Meta says of a video. `ready`: one request makes it public. */
export type VideoState =
  | { kind: 'working' | 'ready' | 'public' }
  | { kind: 'failed'; detail: string }
  | { kind: 'unread'; detail: string };

/**
 * A video of a post is worked on before it is made public, a reel afterwards: so it is ready as soon as Meta has all of
 * its bytes.
 */
export function videoStateIn(sent: Sent<JsonAnswer>, form: VideoForm): VideoState {
  const parsed = video.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
  if (!parsed.success) return { kind: 'unread', detail: readFailure(sent).detail };
  const { published, status } = parsed.data;
  const phases = [status.uploading_phase, status.processing_phase, status.publishing_phase];
  const failed = phases.find((one) => one?.status === 'error');
  if (failed || status.video_status === 'error') {
    const why = failed?.error?.message ?? 'no reason given';
    return { kind: 'failed', detail: `Facebook could not use the video: ${why}` };
  }
  if (form === 'post') {
    if (published === true) return { kind: 'public' };
    return { kind: status.video_status === 'ready' ? 'ready' : 'working' };
  }
  if (status.publishing_phase?.status === 'complete') return { kind: 'public' };
  return { kind: status.uploading_phase?.status === 'complete' ? 'ready' : 'working' };
}

/** Bytes of an upload that was cut short which Meta has; 0 where it does not say. */
export function bytesArrivedIn(sent: Sent<JsonAnswer>): number {
  const parsed = video.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
  return parsed.data?.status.uploading_phase?.bytes_transfered ?? 0;
}

const phase = z.object({
  status: z.string().optional(),
  /** Meta's own spelling. */
  bytes_transfered: z.number().optional(),
  error: z.object({ message: z.string().optional() }).optional(),
});
/** documentation/video-api/guides/reels-publishing, updated 2026-07-30, and VideoStatus of Meta's specs, read 2026-11-24. */
const video = z.object({
  published: z.boolean().optional(),
  status: z.object({
    /** `ready`, `processing`, `uploading`, `error` and others. */
    video_status: z.string().optional(),
    uploading_phase: phase.optional(),
    processing_phase: phase.optional(),
    publishing_phase: phase.optional(),
  }),
});
