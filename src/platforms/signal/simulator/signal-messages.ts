import { z } from 'zod';
import type { Answer } from '../../../sandbox/answer.js';
import { uploadedFile } from '../../../sandbox/files.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import type { Desk, Performance } from '../../../sandbox/simulator.js';
import { internalIdOf, type SignalAccount } from './signal-account.js';
import { badRequest, sentAt } from './signal-answers.js';

/** What the bodies of the requests carry; swagger.json, api.SendMessageV2 and api.RemoteDeleteRequest. */
export const fieldsShape = z
  .object({
    number: z.string(),
    recipients: z.array(z.string()),
    recipient: z.string(),
    message: z.string(),
    base64_attachments: z.array(z.string()),
    timestamp: z.int(),
    edit_timestamp: z.int(),
  })
  .partial();
export type Fields = z.infer<typeof fieldsShape>;

/** One request in a group that the number is in, or was. */
export interface GroupCall {
  readonly group: SignalAccount;
  readonly fields: Fields;
  readonly desk: Desk<SignalAccount>;
}

export function unchanged(answer: Answer): Performance {
  return { answer, changes: [] };
}

/** `POST /v2/send`; with `edit_timestamp` it changes what was said before. */
export function send(call: GroupCall): Performance {
  const { group, fields, desk } = call;
  const text = fields.message ?? '';
  const files = filesOf(fields);
  if (files === null) return unchanged(badRequest('illegal base64 data at input byte 0'));
  if (text === '' && files.length === 0) return unchanged(badRequest(NOTHING_SAID));
  const objection = objectionTo(group);
  if (objection) return unchanged(objection);
  const timestamp = freeTimestamp(call);
  const target = fields.edit_timestamp;
  if (target === undefined) {
    const post = { event: 'published', postId: timestamp, text, attachments: files } as const;
    return { answer: sentAt(timestamp), changes: [post] };
  }
  // An edit of what nobody has is sent all the same: the readers' apps drop it.
  const before = desk.world.find('signal', group.groupId, String(target));
  if (before?.state !== 'published') return unchanged(sentAt(timestamp));
  const { postId, attachments } = before;
  return {
    answer: sentAt(timestamp),
    changes: [{ event: 'edited', postId, text, attachments }],
  };
}

/** `DELETE /v1/remote-delete/{number}`: sent whatever it is about. */
export function remoteDelete(call: GroupCall): Performance {
  const { group, fields, desk } = call;
  const objection = objectionTo(group);
  if (objection) return unchanged(objection);
  const answer = sentAt(freeTimestamp(call));
  const post = desk.world.find('signal', group.groupId, String(fields.timestamp));
  const ageMs = desk.now.getTime() - (post?.createdAt.getTime() ?? 0);
  // The readers' apps let a delete pass for a day (global.normalDeleteMaxAgeInSeconds, read 2026-11-24).
  if (post?.state !== 'published' || ageMs > 86_400_000) return unchanged(answer);
  const { postId, text, attachments } = post;
  return { answer, changes: [{ event: 'deleted', postId, text, attachments }] };
}

const NOTHING_SAID =
  'Sending empty message is not allowed, either a message, attachment or sticker must be given.';

function objectionTo(group: SignalAccount): Answer | null {
  const named = `${group.name} (${internalIdOf(group)})`;
  if (!group.isMember) return badRequest(`User is not a member in group: ${named}`);
  return group.isMuted
    ? badRequest(`User is not allowed to send message to group: ${named}`)
    : null;
}

/** A message's id is the time at which it was sent, in milliseconds; one number sends no two at the same. */
function freeTimestamp({ group, desk }: GroupCall): string {
  let at = desk.now.getTime();
  while (desk.world.find('signal', group.groupId, String(at))) at += 1;
  return String(at);
}

const FORM = /^(?:data:([\w/+.-]+);(?:filename=[^;]+;)?base64,)?([A-Za-z0-9+/]+={0,2})$/;

/** Null where one of them is not base64. */
function filesOf({ base64_attachments: given = [] }: Fields): Attachment[] | null {
  const files = given.map(fileOf);
  return files.every((file) => file !== null) ? files : null;
}

function fileOf(given: string): Attachment | null {
  const [, mime = 'application/octet-stream', base64] = FORM.exec(given) ?? [];
  if (base64 === undefined) return null;
  const { sha256, bytes } = uploadedFile(Buffer.from(base64, 'base64'), mime);
  return { kind: kindOf(mime), sha256, bytes, mime, altText: '' };
}

function kindOf(mime: string): 'photo' | 'animation' | 'video' {
  if (mime === 'image/gif') return 'animation';
  return mime.startsWith('video/') ? 'video' : 'photo';
}
