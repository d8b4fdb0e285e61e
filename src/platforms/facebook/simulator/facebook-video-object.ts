import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import { invalidParameter, noPermission, noSuchObject } from './facebook-answers.js';
import { fieldText, unchanged, type GraphCall } from './facebook-call.js';
import { videoOf, type StoredVideo } from './facebook-videos.js';

/** GET /{video-id}?fields=status,published: VideoStatus of Meta's specs. */
export function readVideo(call: GraphCall): Performance {
  const video = videoOf(call, call.objectId);
  if (!video) return unchanged(noSuchObject(call.objectId));
  const post = call.desk.world.find('facebook', video.pageId, video.id);
  if (post?.state === 'deleted') return unchanged(noSuchObject(call.objectId));
  const isPublished = post?.state === 'published';
  const status = statusOf(call, video, isPublished);
  return unchanged(jsonAnswer(200, { id: video.id, published: isPublished, status }));
}

/** POST /{video-id}: `published=true` makes it public, `description` rewrites it. */
export function updateVideo(call: GraphCall): Performance {
  const { caller, fields, desk, objectId } = call;
  const video = videoOf(call, objectId);
  const post = video && desk.world.find('facebook', video.pageId, video.id);
  if (!video || !post || post.state === 'deleted') return unchanged(noSuchObject(objectId));
  if (!caller.mayPublish) return unchanged(noPermission());
  const { postId, attachments } = post;
  const text = fieldText(fields, 'description') ?? post.text;
  const edits =
    text === post.text ? [] : ([{ event: 'edited', postId, text, attachments }] as const);
  const flips = fieldText(fields, 'published') === 'true' && post.state === 'prepared';
  if (flips && isWorkedOn(call, video)) {
    return unchanged(invalidParameter('The video is still being processed'));
  }
  const published = flips ? ([{ event: 'published', postId, text, attachments }] as const) : [];
  return { answer: jsonAnswer(200, { success: true }), changes: [...edits, ...published] };
}

export function deleteVideo(call: GraphCall): Performance {
  const video = videoOf(call, call.objectId);
  const post = video && call.desk.world.find('facebook', video.pageId, video.id);
  if (!post || post.state === 'deleted') return unchanged(noSuchObject(call.objectId));
  if (!call.caller.mayPublish) return unchanged(noPermission());
  const { postId, text, attachments } = post;
  return {
    answer: jsonAnswer(200, { success: true }),
    changes: [{ event: 'deleted', postId, text, attachments }],
  };
}

function statusOf(call: GraphCall, video: StoredVideo, isPublished: boolean): object {
  const { arrivedBytes, fileBytes } = video;
  const isWhole = arrivedBytes === fileBytes;
  const isBusy = isWorkedOn(call, video);
  const isReady = isWhole && video.endedAt !== null && !isBusy;
  return {
    video_status: isReady ? 'ready' : isWhole ? 'processing' : 'uploading',
    uploading_phase: {
      status: isWhole ? 'complete' : 'in_progress',
      bytes_transfered: arrivedBytes,
    },
    processing_phase: { status: isReady ? 'complete' : isBusy ? 'in_progress' : 'not_started' },
    publishing_phase: { status: isReady && isPublished ? 'complete' : 'not_started' },
  };
}

function isWorkedOn({ caller, desk }: GraphCall, { endedAt }: StoredVideo): boolean {
  return endedAt !== null && desk.now.getTime() - endedAt.getTime() < caller.videoWorkMs;
}
