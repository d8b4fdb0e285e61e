import { z } from 'zod';
import type { Clock } from '../../kernel/clock.js';
import { watchSend, type JsonAnswer, type Sent } from '../../kernel/egress/index.js';
import type { MediaFile } from '../platform.js';
import { isMetasAddress } from './facebook.addresses.js';
import { videoFormIn } from './facebook.options.js';
import { outcomeOfStep, type Ended } from './facebook.outcome.js';
import {
  callOf,
  throttledBy,
  type FacebookAttempt,
  type HandedInVideo,
  type VideoForm,
  type VideoUpload,
} from './facebook.progress.js';
import { bytesArrivedIn } from './facebook.video-state.js';
import type { FacebookVideoClient } from './facebook.video-client.js';

export interface VideoTools {
  videos: FacebookVideoClient;
  clock: Clock;
  /** Where the Graph API is, to tell whether an address for uploads is Meta's as well. */
  graphUrl: string;
}

export type Uploaded =
  { kind: 'handed_in'; video: HandedInVideo } | { kind: 'ended'; outcome: Ended };

type Started = { kind: 'started'; upload: VideoUpload } | { kind: 'ended'; outcome: Ended };

/** Carries a video to Meta, from wherever the call before came to. */
export async function uploadVideo(
  attempt: FacebookAttempt,
  file: MediaFile,
  tools: VideoTools,
): Promise<Uploaded> {
  const { progress } = attempt;
  if (progress && 'video' in progress) return { kind: 'handed_in', video: progress.video };
  const remembered = progress && 'upload' in progress ? progress.upload : null;
  const started: Started = remembered
    ? { kind: 'started', upload: remembered }
    : await start(attempt, file, tools);
  if (started.kind === 'ended') return started;
  const carry: Carry = { attempt, file, tools, isResumed: remembered !== null };
  const { upload } = started;
  return upload.form === 'reel' ? carryReel(carry, upload) : carryVideo(carry, upload);
}

async function start(
  attempt: FacebookAttempt,
  file: MediaFile,
  { videos, graphUrl }: VideoTools,
): Promise<Started> {
  const call = callOf(attempt);
  const form = videoFormIn(attempt);
  const sent = await watchSend(
    () =>
      form === 'reel'
        ? videos.startReel(call, attempt.remoteId)
        : videos.startVideo(call, attempt.remoteId, file),
    attempt.signal,
  );
  const step = form === 'reel' ? startedReel(sent) : startedVideo(sent);
  if (step.kind === 'ended') return step;
  const upload = step.value;
  if (upload.form === 'reel' && !isMetasAddress(upload.uploadUrl, graphUrl)) {
    const detail = 'Facebook named an address for the upload that is not its own';
    return { kind: 'ended', outcome: { kind: 'unavailable', detail } };
  }
  await attempt.remember({ upload });
  return step.usedUp
    ? { kind: 'ended', outcome: throttledBy(step.usedUp) }
    : { kind: 'started', upload };
}

interface Carry {
  attempt: FacebookAttempt;
  file: MediaFile;
  tools: VideoTools;
  isResumed: boolean;
}

/** Chunk by chunk, each as large as Meta asks for. */
async function carryVideo(
  { attempt, file, tools, isResumed }: Carry,
  upload: Extract<VideoUpload, { form: 'post' }>,
): Promise<Uploaded> {
  const { sessionId, videoId } = upload;
  let { rest } = upload;
  while (rest.start < rest.end) {
    const range = rest;
    const sent = await watchSend(
      () => tools.videos.transfer(callOf(attempt), attempt.remoteId, { sessionId, file, range }),
      attempt.signal,
    );
    const step = outcomeOfStep(sent, nextRange);
    if (step.kind === 'ended') return brokenOff(attempt, step.outcome);
    rest = step.value;
    await attempt.remember({ upload: { ...upload, rest } });
    if (step.usedUp) return { kind: 'ended', outcome: throttledBy(step.usedUp) };
  }
  const sent = await watchSend(
    () =>
      tools.videos.finishVideo(callOf(attempt), attempt.remoteId, {
        sessionId,
        description: attempt.text,
      }),
    attempt.signal,
  );
  const step = outcomeOfStep(sent, confirmation);
  if (step.kind === 'done') return handedIn({ attempt, tools }, { form: 'post', videoId });
  return isResumed ? brokenOff(attempt, step.outcome) : step;
}

/** In one piece; what arrived of a piece that was cut short is not sent again. */
async function carryReel(
  { attempt, file, tools, isResumed }: Carry,
  { videoId, uploadUrl }: Extract<VideoUpload, { form: 'reel' }>,
): Promise<Uploaded> {
  const { videos } = tools;
  const call = callOf(attempt);
  const fromByte = isResumed
    ? bytesArrivedIn(await watchSend(() => videos.readVideo(call, videoId), attempt.signal))
    : 0;
  if (fromByte < file.bytes) {
    const sent = await watchSend(
      () => videos.uploadReel(call, uploadUrl, { file, fromByte }),
      attempt.signal,
    );
    const step = outcomeOfStep(sent, confirmation);
    if (step.kind === 'ended') return brokenOff(attempt, step.outcome);
  }
  return handedIn({ attempt, tools }, { form: 'reel', videoId });
}

/** A session that Meta does not go on with is given up; the next call begins a new one. */
async function brokenOff(attempt: FacebookAttempt, outcome: Ended): Promise<Uploaded> {
  if (outcome.kind !== 'refused' || outcome.cause !== 'content') return { kind: 'ended', outcome };
  await attempt.remember({ upload: null });
  return { kind: 'ended', outcome: { kind: 'unavailable', detail: outcome.detail } };
}

async function handedIn(
  { attempt, tools }: Pick<Carry, 'attempt' | 'tools'>,
  { form, videoId }: { form: VideoForm; videoId: string },
): Promise<Uploaded> {
  const video = { form, videoId, since: tools.clock.now().toISOString() };
  await attempt.remember({ video });
  return { kind: 'handed_in', video };
}

function startedVideo(sent: Sent<JsonAnswer>) {
  return outcomeOfStep(sent, videoStart);
}

function startedReel(sent: Sent<JsonAnswer>) {
  return outcomeOfStep(sent, reelStart);
}

const id = z.string().regex(/^\d+$/);
const offset = z.coerce.number().int().min(0);
const nextRange = z
  .object({ start_offset: offset, end_offset: offset })
  .transform(({ start_offset, end_offset }) => ({ start: start_offset, end: end_offset }));
/** developers.facebook.com/docs/graph-api/video-uploads, read 2026-11-24. */
const videoStart = z
  .object({ upload_session_id: id, video_id: id, start_offset: offset, end_offset: offset })
  .transform((answer): VideoUpload => ({
    form: 'post',
    videoId: answer.video_id,
    sessionId: answer.upload_session_id,
    rest: { start: answer.start_offset, end: answer.end_offset },
  }));
/** documentation/video-api/guides/reels-publishing, updated 2026-07-30, read 2026-11-24. */
const reelStart = z
  .object({ video_id: id, upload_url: z.url() })
  .transform((answer): VideoUpload => ({
    form: 'reel',
    videoId: answer.video_id,
    uploadUrl: answer.upload_url,
  }));
const confirmation = z.object({ success: z.literal(true) });
