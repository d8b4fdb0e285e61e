import { createHash, type Hash } from 'node:crypto';
import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import { bodyFiles } from '../../../sandbox/request-body.js';
import type { Desk, Performance } from '../../../sandbox/simulator.js';
import type { FacebookAccount } from './facebook-account.js';
import { badUpload, invalidParameter, noPermission } from './facebook-answers.js';
import { fieldText, unchanged, type GraphCall } from './facebook-call.js';
import { chunkBytes } from './facebook-limits.js';

/** A video or reel on the Page's side. */
export interface StoredVideo {
  readonly id: string;
  readonly pageId: string;
  readonly form: 'post' | 'reel';
  /** Null until a reel's upload tells. */
  fileBytes: number | null;
  arrivedBytes: number;
  readonly hash: Hash;
  attachment: Attachment | null;
  /** When the upload was ended, which for a reel may be long after its last byte. */
  endedAt: Date | null;
}

/** POST /{page-id}/videos, docs/graph-api/video-uploads (read 2026-11-24). */
export function uploadVideo(call: GraphCall): Performance {
  const { caller, objectId, fields, desk } = call;
  if (objectId !== caller.pageId || !caller.mayPublish) return unchanged(noPermission());
  const phase = fieldText(fields, 'upload_phase');
  if (phase === 'start') return start(call);
  const sessionId = fieldText(fields, 'upload_session_id') ?? '';
  const video = desk.files.get('facebook', `session:${sessionId}`) as StoredVideo | undefined;
  if (video?.pageId !== caller.pageId) return unchanged(badUpload('No such upload session'));
  if (phase === 'transfer') return transfer(call, video);
  return phase === 'finish'
    ? finish(call, video)
    : unchanged(invalidParameter('upload_phase is not valid'));
}

function start(call: GraphCall): Performance {
  const fileBytes = Number(fieldText(call.fields, 'file_size'));
  if (!Number.isInteger(fileBytes) || fileBytes < 1) {
    return unchanged(invalidParameter('file_size is required'));
  }
  const video = newVideo(call, { form: 'post', fileBytes });
  const sessionId = call.desk.files.newId(call.desk.now);
  call.desk.files.put('facebook', `session:${sessionId}`, video);
  return unchanged(
    jsonAnswer(200, { upload_session_id: sessionId, video_id: video.id, ...nextRange(video) }),
  );
}

function transfer(call: GraphCall, video: StoredVideo): Performance {
  const part = bodyFiles(call.request).get('video_file_chunk');
  if (!part) return unchanged(badUpload('There is no video_file_chunk'));
  if (Number(fieldText(call.fields, 'start_offset')) !== video.arrivedBytes) {
    return unchanged(badUpload('start_offset is not where the upload stands'));
  }
  arrive(video, part.bytes);
  return unchanged(jsonAnswer(200, nextRange(video)));
}

function finish(call: GraphCall, video: StoredVideo): Performance {
  const { fields, desk } = call;
  if (video.arrivedBytes !== video.fileBytes) return unchanged(badUpload('Bytes are missing'));
  const attachment = attachmentOf(video);
  const isFirst = video.endedAt === null;
  video.attachment = attachment;
  video.endedAt ??= desk.now;
  const text = fieldText(fields, 'description') ?? '';
  const event = fieldText(fields, 'published') === 'false' ? 'prepared' : 'published';
  return {
    answer: jsonAnswer(200, { success: true }),
    changes: isFirst ? [{ event, postId: video.id, text, attachments: [attachment] }] : [],
  };
}

export function newVideo(
  { caller, desk }: GraphCall,
  { form, fileBytes }: Pick<StoredVideo, 'form' | 'fileBytes'>,
): StoredVideo {
  const video: StoredVideo = {
    id: desk.files.newId(desk.now),
    pageId: caller.pageId,
    form,
    fileBytes,
    arrivedBytes: 0,
    hash: createHash('sha256'),
    attachment: null,
    endedAt: null,
  };
  desk.files.put('facebook', `video:${video.id}`, video);
  return video;
}

export function arrive(video: StoredVideo, bytes: Buffer): void {
  video.hash.update(bytes);
  video.arrivedBytes += bytes.length;
}

export function attachmentOf({ attachment, hash, arrivedBytes }: StoredVideo): Attachment {
  return (
    attachment ?? {
      kind: 'video',
      sha256: hash.copy().digest('hex'),
      bytes: arrivedBytes,
      mime: 'video/mp4',
      altText: '',
    }
  );
}

export function videoOf(
  { desk, caller }: Pick<GraphCall, 'desk' | 'caller'>,
  id: string,
): StoredVideo | null {
  const video = storedVideo(desk, id);
  return video?.pageId === caller.pageId ? video : null;
}

export function storedVideo(desk: Desk<FacebookAccount>, id: string): StoredVideo | undefined {
  return desk.files.get('facebook', `video:${id}`) as StoredVideo | undefined;
}

/** As strings, as Meta writes them. */
function nextRange({ arrivedBytes, fileBytes }: StoredVideo): object {
  const end = Math.min(arrivedBytes + chunkBytes, fileBytes ?? arrivedBytes);
  return { start_offset: String(arrivedBytes), end_offset: String(end) };
}
