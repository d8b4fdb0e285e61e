import { jsonAnswer } from '../../../sandbox/answer.js';
import { uploadedFile } from '../../../sandbox/files.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import { bodyFiles } from '../../../sandbox/request-body.js';
import type { Performance } from '../../../sandbox/simulator.js';
import { badPhoto, invalidParameter, noPermission } from './facebook-answers.js';
import { fieldText, unchanged, type GraphCall } from './facebook-call.js';
import { photoBytes } from './facebook-limits.js';

/** A photo that is on the Page's side and in no post yet. */
interface StoredPhoto {
  readonly pageId: string;
  readonly attachment: Attachment;
}

/** POST /{page-id}/photos with `source` and `published=false`: docs/graph-api/reference/page/photos, read 2026-11-24. */
export function uploadPhoto(call: GraphCall): Performance {
  const { caller, objectId, fields, desk } = call;
  if (objectId !== caller.pageId || !caller.mayPublish) return unchanged(noPermission());
  if (fieldText(fields, 'published') !== 'false') {
    return unchanged(invalidParameter('Photos are played with published=false only'));
  }
  const part = bodyFiles(call.request).get('source');
  if (!part || !isPicture(part.bytes) || part.bytes.length > photoBytes) {
    return unchanged(badPhoto());
  }
  const { sha256, bytes, mime } = uploadedFile(part.bytes, part.contentType ?? '');
  const altText = fieldText(fields, 'alt_text_custom') ?? '';
  const attachment: Attachment = { kind: 'photo', sha256, bytes, mime, altText };
  const id = desk.files.newId(desk.now);
  const stored: StoredPhoto = { pageId: caller.pageId, attachment };
  desk.files.put('facebook', `photo:${id}`, stored);
  return unchanged(jsonAnswer(200, { id }));
}

/** `attached_media[0]={"media_fbid":"1"}`, from 0 without a gap; null when one of them is not the Page's own photo. */
export function attachedPhotos({ fields, caller, desk }: GraphCall): Attachment[] | null {
  const attached: Attachment[] = [];
  for (let index = 0; ; index += 1) {
    const value = fieldText(fields, `attached_media[${index}]`);
    if (value === undefined) return attached;
    const [, id] = /^\{"media_fbid":"(\d+)"\}$/.exec(value) ?? [];
    const photo = desk.files.get('facebook', `photo:${id ?? ''}`) as StoredPhoto | undefined;
    if (photo?.pageId !== caller.pageId) return null;
    attached.push(photo.attachment);
  }
}

function isPicture(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 8);
  return ['\xff\xd8\xff', '\x89PNG', 'GIF8', 'BM', 'II*\0', 'MM\0*'].some((magic) =>
    head.startsWith(magic),
  );
}
