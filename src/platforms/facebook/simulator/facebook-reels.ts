import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import {
  badUpload,
  invalidParameter,
  noPermission,
  noSuchObject,
  pageThrottled,
} from './facebook-answers.js';
import { fieldText, unchanged, type GraphCall } from './facebook-call.js';
import { reelsOfADay } from './facebook-limits.js';
import { arrive, attachmentOf, newVideo, videoOf } from './facebook-videos.js';

/** POST /{page-id}/video_reels: documentation/video-api/guides/reels-publishing, updated 2026-07-30. */
export function reels(call: GraphCall): Performance {
  const { caller, objectId, fields } = call;
  if (objectId !== caller.pageId || !caller.mayPublish) return unchanged(noPermission());
  const phase = fieldText(fields, 'upload_phase')?.toLowerCase();
  if (phase === 'finish') return finish(call);
  if (phase !== 'start') return unchanged(invalidParameter('upload_phase is not valid'));
  const { id } = newVideo(call, { form: 'reel', fileBytes: null });
  return unchanged(jsonAnswer(200, { video_id: id, upload_url: uploadUrl(call, id) }));
}

/** POST rupload.facebook.com/video-upload/{version}/{video-id}, with `offset` and `file_size` in the headers. */
export function uploadReel(call: GraphCall): Performance {
  const video = videoOf(call, call.objectId);
  if (!video) return unchanged(noSuchObject(call.objectId));
  const { headers, body } = call.request;
  const fileBytes = Number(headers['file_size']);
  if (Number(headers['offset']) !== video.arrivedBytes) {
    return unchanged(badUpload('offset is not where the upload stands'));
  }
  if (video.arrivedBytes + body.length > fileBytes) {
    return unchanged(badUpload('There are more bytes than file_size says'));
  }
  video.fileBytes = fileBytes;
  arrive(video, body);
  return unchanged(jsonAnswer(200, { success: true }));
}

function finish(call: GraphCall): Performance {
  const { fields, desk } = call;
  const video = videoOf(call, fieldText(fields, 'video_id') ?? '');
  if (!video || video.form !== 'reel') return unchanged(invalidParameter('video_id is not valid'));
  if (video.arrivedBytes !== video.fileBytes) return unchanged(badUpload('Bytes are missing'));
  const answer = jsonAnswer(200, { success: true });
  const state = fieldText(fields, 'video_state');
  if (video.endedAt !== null) return unchanged(answer);
  const isPublic = state === 'PUBLISHED';
  if (isPublic && !withinADay(call)) return unchanged(pageThrottled());
  video.attachment = attachmentOf(video);
  video.endedAt = desk.now;
  const text = fieldText(fields, 'description') ?? '';
  const event = isPublic ? 'published' : 'prepared';
  return {
    answer,
    changes: [{ event, postId: video.id, text, attachments: [video.attachment] }],
  };
}

/** What Meta answers beyond it is in no guide: the code for a Page's calls is taken here. */
function withinADay({ caller, desk }: GraphCall): boolean {
  return desk.meter.take(`facebook/${caller.pageId}/reels`, reelsOfADay, desk.now).isAllowed;
}

/** Meta's is on a host of its own; the sandbox has one port. */
function uploadUrl({ request }: GraphCall, id: string): string {
  return new URL(`/graph/rupload/video-upload/v25.0/${id}`, request.address).href;
}
