import { watchSend } from '../../kernel/egress/index.js';
import type { MediaFile, Outcome } from '../platform.js';
import { LOOK_AT_VIDEO_MS, VIDEO_PATIENCE_MS } from './facebook.limits.js';
import { outcomeOfFlip } from './facebook.outcome.js';
import { callOf, type FacebookAttempt, type HandedInVideo } from './facebook.progress.js';
import { uploadVideo, type VideoTools } from './facebook.upload.js';
import { videoStateIn, type VideoState } from './facebook.video-state.js';

/**
 * A video goes to Meta, which works on it while nobody sees it; one request then makes it public. A reel is public with
 * the request that ends its upload, and Meta may work on it still.
 */
export async function publishVideo(
  attempt: FacebookAttempt,
  file: MediaFile,
  tools: VideoTools,
): Promise<Outcome> {
  const uploaded = await uploadVideo(attempt, file, tools);
  if (uploaded.kind === 'ended') return uploaded.outcome;
  const { video } = uploaded;
  const state = await readState(attempt, video, tools);
  switch (state.kind) {
    case 'unread':
      return { kind: 'unavailable', detail: state.detail };
    case 'failed':
      return { kind: 'refused', cause: 'content', detail: state.detail };
    case 'working':
      return patience(video, tools.clock.now());
    case 'ready':
      return video.form === 'reel'
        ? publishReel(attempt, video, tools)
        : flip(attempt, video, tools);
    case 'public':
      return claimPublic(attempt, video, tools);
  }
}

function readState(
  attempt: FacebookAttempt,
  { form, videoId }: HandedInVideo,
  { videos }: VideoTools,
): Promise<VideoState> {
  return watchSend(() => videos.readVideo(callOf(attempt), videoId), attempt.signal).then((sent) =>
    videoStateIn(sent, form),
  );
}

function patience({ since }: HandedInVideo, now: Date): Outcome {
  if (now.getTime() - Date.parse(since) < VIDEO_PATIENCE_MS) {
    const detail = 'Facebook is working on the video';
    return { kind: 'waiting', resumeAfterMs: LOOK_AT_VIDEO_MS, detail };
  }
  const detail = 'Facebook has worked on the video for two hours without an end. Send another file';
  return { kind: 'refused', cause: 'content', detail };
}

async function flip(
  attempt: FacebookAttempt,
  { videoId }: HandedInVideo,
  { videos }: VideoTools,
): Promise<Outcome> {
  if (attempt.signal.aborted) return tooLate();
  const sent = await attempt.commit(() => videos.flipVideo(callOf(attempt), videoId));
  return outcomeOfFlip(sent, videoId);
}

/** Meta may take a reel and refuse it later, while it works on it: only its own state tells that it is public. */
async function publishReel(
  attempt: FacebookAttempt,
  video: HandedInVideo,
  tools: VideoTools,
): Promise<Outcome> {
  if (attempt.signal.aborted) return tooLate();
  const { videoId } = video;
  const sent = await attempt.commit(() =>
    tools.videos.publishReel(callOf(attempt), attempt.remoteId, {
      videoId,
      description: attempt.text,
    }),
  );
  const outcome = outcomeOfFlip(sent, videoId);
  if (outcome.kind !== 'published') return outcome;
  const state = await readState(attempt, video, tools);
  switch (state.kind) {
    case 'public':
      return outcome;
    case 'failed':
      return { kind: 'refused', cause: 'content', detail: state.detail };
    case 'working':
    case 'ready':
    case 'unread': {
      const detail = 'Facebook has taken the reel and is working on it; its state is looked up';
      return { kind: 'uncertain', cause: 'unclear_answer', detail };
    }
  }
}

/** An earlier call has made it public after all. The intent is written over a request that only reads. */
async function claimPublic(
  attempt: FacebookAttempt,
  { form, videoId }: HandedInVideo,
  { videos }: VideoTools,
): Promise<Outcome> {
  if (attempt.signal.aborted) return tooLate();
  const sent = await attempt.commit(() => videos.readVideo(callOf(attempt), videoId));
  return videoStateIn(sent, form).kind === 'public'
    ? outcomeOfFlip({ kind: 'answered', value: CONFIRMED }, videoId)
    : { kind: 'uncertain', cause: 'unclear_answer', detail: 'The video seemed to be public' };
}

const CONFIRMED = { status: 200, headers: {}, body: { success: true }, excerpt: '' };

function tooLate(): Outcome {
  return { kind: 'unavailable', detail: 'The time was over before the video was made public' };
}
