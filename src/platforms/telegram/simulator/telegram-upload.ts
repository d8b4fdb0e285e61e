import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from '../../../sandbox/answer.js';
import { uploadedFile } from '../../../sandbox/files.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import { botIdOf } from './telegram-account.js';
import { badRequest, failed } from './telegram-answers.js';
import type { ChatCall } from './telegram-call.js';
import { fileBytes, photoBytes } from './telegram-limits.js';

export type FileKind = 'photo' | 'animation' | 'video' | 'document';

const keptShape = z.object({
  kind: z.enum(['photo', 'animation', 'video', 'document']),
  sha256: z.string(),
  bytes: z.int().positive(),
  mime: z.string(),
  altText: z.string(),
});
export type SentFile = z.infer<typeof keptShape>;

export type TakenFile = { kind: 'taken'; file: SentFile } | { kind: 'refused'; answer: Answer };

/**
 * core.telegram.org/bots/api#sending-files: an upload under the name of the field, `attach://name` of another part, or the
 * id under which this bot has sent the file before, as the same kind. Addresses are not played.
 */
export function takeFile(
  call: ChatCall,
  kind: FileKind,
  given: { field?: string; media?: unknown; isLookedAt?: boolean },
): TakenFile {
  const { media } = given;
  const [, attached] = typeof media === 'string' ? (/^attach:\/\/(.+)$/.exec(media) ?? []) : [];
  const part = call.files.get(attached ?? given.field ?? '');
  if (part)
    return takeUpload(call, given.isLookedAt ? detected(kind, part.bytes) : kind, part.bytes);
  return typeof media === 'string' && attached === undefined
    ? takeKept(call, kind, media)
    : refused(badRequest(`there is no ${kind} in the request`));
}

/** A document of these kinds becomes what it shows, unless the detection is disabled; #senddocument. */
function detected(kind: FileKind, bytes: Buffer): FileKind {
  const mime = kind === 'document' ? mimeOf(bytes.subarray(0, 16)) : '';
  if (mime === 'image/gif') return 'animation';
  return mime === 'video/mp4' ? 'video' : kind;
}

/** The id under which the bot may send it again. */
export function fileIdOf({ chat }: ChatCall, { kind, sha256 }: SentFile): string {
  const mark = createHash('sha256')
    .update(`${botIdOf(chat)}/${kind}/${sha256}`)
    .digest('base64url');
  return `AgACAgQAAx${mark}`;
}

function takeUpload(call: ChatCall, kind: FileKind, content: Buffer): TakenFile {
  if (content.length === 0) return refused(badRequest('file must be non-empty'));
  if (content.length > fileBytes) return refused(failed(413, 'Request Entity Too Large'));
  const { sha256, bytes, head } = uploadedFile(content, '');
  const mime = mimeOf(head);
  if (kind === 'photo' && bytes > photoBytes) {
    const reason = `file of size ${bytes} bytes is too big for a photo; the maximum size is ${photoBytes} bytes`;
    return refused(badRequest(reason));
  }
  if (kind === 'photo' && !/^image\/(jpeg|png|webp)$/.test(mime)) {
    return refused(badRequest('IMAGE_PROCESS_FAILED'));
  }
  const file = { kind, sha256, bytes, mime, altText: '' };
  call.desk.files.put('telegram', fileIdOf(call, file), file);
  return { kind: 'taken', file };
}

function takeKept(call: ChatCall, kind: FileKind, fileId: string): TakenFile {
  const kept = keptShape.safeParse(call.desk.files.get('telegram', fileId));
  const isOfThisBot = kept.success && fileIdOf(call, kept.data) === fileId;
  if (!isOfThisBot) return refused(badRequest('wrong file identifier/HTTP URL specified'));
  if (kept.data.kind === kind) return { kind: 'taken', file: kept.data };
  return refused(badRequest(`type of file mismatch: can't use file of type ${kept.data.kind}`));
}

/** By the first bytes: what the uploader says of a file does not count. */
function mimeOf(head: Buffer): string {
  const starts = head.toString('latin1');
  if (starts.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (starts.startsWith('\x89PNG')) return 'image/png';
  if (starts.startsWith('GIF8')) return 'image/gif';
  if (starts.startsWith('RIFF') && starts.slice(8, 12) === 'WEBP') return 'image/webp';
  return starts.slice(4, 8) === 'ftyp' ? 'video/mp4' : 'application/octet-stream';
}

function refused(answer: Answer): TakenFile {
  return { kind: 'refused', answer };
}

export function isFile(attachment: Attachment): attachment is SentFile & Attachment {
  return ['photo', 'animation', 'video', 'document'].includes(attachment.kind);
}
