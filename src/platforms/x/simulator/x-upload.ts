import { z } from 'zod';
import { jsonAnswer } from '../../../sandbox/answer.js';
import { uploadedFile } from '../../../sandbox/files.js';
import { multipartParts } from '../../../sandbox/multipart.js';
import { bodyFields } from '../../../sandbox/request-body.js';
import type { Performance, PlatformRequest } from '../../../sandbox/simulator.js';
import { invalid } from './x-answers.js';
import { unchanged, type XCall } from './x-call.js';
import {
  altTextUnits,
  beginsAs,
  checkAfterSeconds,
  lastSegment,
  mediaLifeSeconds,
  mimesOf,
  mostBytes,
  sessionLifeSeconds,
} from './x-media-limits.js';
import {
  keep,
  mediaCategories,
  mediaKeyOf,
  mediaOf,
  newMediaId,
  type Work,
  type XMedia,
} from './x-media.js';

/** OpenAPI 2.167: InitializeMediaUploadRequest, with the owner alone. */
const initialization = z.strictObject({
  media_type: z.string(),
  media_category: z.enum(mediaCategories),
  total_bytes: z.int().min(1),
});

/** POST /2/media/upload/initialize */
export function initializeUpload(call: XCall): Performance {
  if (!isJson(call.request)) return refused('content-type', 'must be application/json');
  const parsed = initialization.safeParse(bodyFields(call.request));
  if (!parsed.success) return refused('body', parsed.error.issues[0]?.message ?? 'not acceptable');
  const { media_type: mime, media_category: category, total_bytes: totalBytes } = parsed.data;
  if (!mimesOf[category].includes(mime)) return refused('media_type', `${mime} is no ${category}`);
  if (totalBytes > mostBytes[category]) return refused('total_bytes', 'File size exceeds limit');
  const media: XMedia = {
    id: newMediaId(call),
    owner: call.caller.id,
    category,
    mime,
    totalBytes,
    expiresAtMs: call.desk.now.getTime() + sessionLifeSeconds * 1000,
    segments: new Map(),
    file: null,
    work: 'none',
    altText: '',
  };
  keep(call, media);
  const data = {
    id: media.id,
    media_key: mediaKeyOf(media),
    expires_after_secs: sessionLifeSeconds,
  };
  return unchanged(jsonAnswer(200, { data }));
}

/** POST /2/media/upload/:id/append; a segment that comes again takes the place of the first. */
export function appendSegment(call: XCall): Performance {
  const media = mediaOf(call, call.id);
  if (!media || media.file) return refused('id', 'media id not found or closed');
  const segment = segmentIn(call.request);
  if (!segment) return refused('body', 'media and segment_index are required');
  if (!(segment.index >= 0 && segment.index <= lastSegment)) {
    return refused('segment_index', `must be between 0 and ${lastSegment}`);
  }
  const segments = new Map(media.segments).set(segment.index, segment.bytes);
  keep(call, { ...media, segments });
  const expiresAt = Math.floor(media.expiresAtMs / 1000);
  return unchanged(jsonAnswer(200, { data: { expires_at: expiresAt } }));
}

/** POST /2/media/upload/:id/finalize */
export function finalizeUpload(call: XCall): Performance {
  const media = mediaOf(call, call.id);
  if (!media || media.file) return refused('id', 'media id not found or closed');
  const parts = [...media.segments].sort(([a], [b]) => a - b);
  const bytes = Buffer.concat(parts.map(([, part]) => part));
  if (parts.some(([index], at) => index !== at) || bytes.length !== media.totalBytes) {
    return refused('id', 'Segments do not add up to provided total file size.');
  }
  return finished(call, media, bytes);
}

/** POST /2/media/upload: the whole file at once, in JSON or as a form. */
export function uploadAtOnce(call: XCall): Performance {
  const fields = isJson(call.request) ? bodyFields(call.request) : formFields(call.request);
  const category = mediaCategories.find((one) => one === fields?.['media_category']);
  const bytes = bytesOf(fields?.['media']);
  if (!category || !bytes) return refused('body', 'media and media_category are required');
  if (bytes.length > mostBytes[category]) return refused('media', 'File size exceeds limit');
  const mime = mimesOf[category].find((one) => beginsAs(one, bytes)) ?? '';
  const media: XMedia = {
    id: newMediaId(call),
    owner: call.caller.id,
    category,
    mime,
    totalBytes: bytes.length,
    expiresAtMs: 0,
    segments: new Map(),
    file: null,
    work: 'none',
    altText: '',
  };
  return finished(call, media, bytes);
}

/**
 * GET /2/media/upload?command=STATUS&media_id=. X's clock tells when a file is done; here every look brings it a step
 * further, so that it is done also while a test's clock stands still.
 */
export function uploadStatus(call: XCall): Performance {
  const { query } = call.request;
  const media = mediaOf(call, query.get('media_id') ?? '');
  const isAsked = (query.get('command') ?? 'STATUS') === 'STATUS';
  if (!isAsked || !media?.file) return refused('media_id', 'media id not found');
  const seen = { ...media, work: afterALook(media) };
  keep(call, seen);
  return unchanged(jsonAnswer(200, { data: dataOf(seen, call) }));
}

const metadata = z.looseObject({
  id: z.string().regex(/^[0-9]{1,19}$/),
  metadata: z
    .looseObject({ alt_text: z.object({ text: z.string().max(altTextUnits) }).optional() })
    .optional(),
});

/** POST /2/media/metadata */
export function describeMedia(call: XCall): Performance {
  const parsed = metadata.safeParse(isJson(call.request) ? bodyFields(call.request) : null);
  if (!parsed.success) return refused('body', parsed.error.issues[0]?.message ?? 'not acceptable');
  const media = mediaOf(call, parsed.data.id);
  if (!media) return refused('id', 'media id not found');
  const altText = parsed.data.metadata?.alt_text?.text ?? media.altText;
  keep(call, { ...media, altText });
  const data = { id: media.id, associated_metadata: { alt_text: { text: altText } } };
  return unchanged(jsonAnswer(200, { data }));
}

function finished(call: XCall, media: XMedia, bytes: Buffer): Performance {
  const file = uploadedFile(bytes, media.mime);
  const isPicture = media.category === 'tweet_image';
  if (isPicture && !beginsAs(media.mime, file.head)) return refused('media', 'Unsupported image');
  const done: XMedia = {
    ...media,
    file,
    segments: new Map(),
    expiresAtMs: call.desk.now.getTime() + mediaLifeSeconds * 1000,
    work: isPicture ? 'none' : 'pending',
  };
  keep(call, done);
  return unchanged(jsonAnswer(200, { data: dataOf(done, call) }));
}

function dataOf(media: XMedia, { desk }: XCall): object {
  const { id, work, totalBytes, expiresAtMs } = media;
  return {
    id,
    media_key: mediaKeyOf(media),
    size: totalBytes,
    expires_after_secs: Math.floor((expiresAtMs - desk.now.getTime()) / 1000),
    ...(work === 'none' ? {} : { processing_info: processingOf(work) }),
  };
}

function processingOf(work: Work): object {
  switch (work) {
    case 'pending':
      return { state: work, check_after_secs: checkAfterSeconds };
    case 'in_progress':
      return { state: work, check_after_secs: checkAfterSeconds, progress_percent: 50 };
    case 'failed':
      return { state: work, error: { name: 'InvalidMedia', message: 'Unsupported video format' } };
    case 'succeeded':
    case 'none':
      return { state: 'succeeded', progress_percent: 100 };
  }
}

function afterALook({ work, mime, file }: XMedia): Work {
  if (work === 'pending') return 'in_progress';
  if (work !== 'in_progress') return work;
  return file && beginsAs(mime, file.head) ? 'succeeded' : 'failed';
}

function segmentIn(request: PlatformRequest): { index: number; bytes: Buffer } | null {
  const fields = isJson(request) ? bodyFields(request) : formFields(request);
  const bytes = bytesOf(fields?.['media']);
  const index = fields?.['segment_index'];
  if (!bytes || index === undefined) return null;
  return { index: Number(index), bytes };
}

/** Raw bytes of a form, base64 of JSON. */
function bytesOf(media: unknown): Buffer | null {
  if (Buffer.isBuffer(media)) return media;
  return typeof media === 'string' ? Buffer.from(media, 'base64') : null;
}

/** X reads a part as a file also where it has no file name. */
function formFields(request: PlatformRequest): Record<string, unknown> | null {
  const parts = multipartParts(request.headers['content-type'] ?? '', request.body);
  const valueOf = (name: string, bytes: Buffer) => (name === 'media' ? bytes : bytes.toString());
  return parts && Object.fromEntries(parts.map(({ name, bytes }) => [name, valueOf(name, bytes)]));
}

function isJson({ headers }: PlatformRequest): boolean {
  return (headers['content-type'] ?? '').startsWith('application/json');
}

function refused(parameter: string, message: string): Performance {
  return unchanged(invalid(parameter, '', `${parameter}: ${message}`));
}
