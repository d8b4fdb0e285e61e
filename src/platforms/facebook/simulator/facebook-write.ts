import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import type { Performance } from '../../../sandbox/simulator.js';
import type { Post } from '../../../sandbox/world.js';
import { duplicate, invalidParameter, noPermission, noSuchObject } from './facebook-answers.js';
import { fieldText, unchanged, type GraphCall } from './facebook-call.js';
import { messageUnits } from './facebook-limits.js';
import { attachedPhotos } from './facebook-photos.js';

/** POST /{page-id}/feed: developers.facebook.com/docs/pages-api/posts, read 2026-10-04. */
export function createPost(call: GraphCall): Performance {
  const { caller, objectId, fields } = call;
  if (objectId !== caller.pageId || !caller.mayPublish) return unchanged(noPermission());
  const message = fieldText(fields, 'message') ?? '';
  const link = fieldText(fields, 'link');
  const isPublished = fieldText(fields, 'published') !== 'false';
  const photos = attachedPhotos(call);
  if (photos === null) return unchanged(invalidParameter('attached_media is not valid'));
  const objection = objectionTo(call, { message, link, isPublished, photos: photos.length });
  if (objection) return unchanged(objection);

  const postId = `${caller.pageId}_${postNumber(call)}`;
  const attachments: readonly Attachment[] =
    link === undefined ? photos : [{ kind: 'link', url: link }];
  const event = isPublished ? 'published' : 'prepared';
  // Meta's spec names no other answer: a prepared post's id has the same form.
  const answer = jsonAnswer(200, { id: postId });
  return { answer, changes: [{ event, postId, text: message, attachments }] };
}

/** POST /{page-post-id}: `is_published=true` makes it public, `message` rewrites it. */
export function updatePost(call: GraphCall): Performance {
  const { caller, fields } = call;
  const post = ownPost(call);
  if (!post) return unchanged(noSuchObject(call.objectId));
  if (!caller.mayPublish) return unchanged(noPermission());
  const message = fieldText(fields, 'message');
  if (message !== undefined && message.length > messageUnits) return unchanged(tooLong());

  const text = message ?? post.text;
  const { postId, attachments } = post;
  const isFlip = fieldText(fields, 'is_published') === 'true' && post.state === 'prepared';
  if (isFlip && isSaidLast(call, text)) return unchanged(duplicate());
  const edits =
    text === post.text ? [] : ([{ event: 'edited', postId, text, attachments }] as const);
  // A second flip finds the post public: it answers success and changes nothing.
  const flips = isFlip ? ([{ event: 'published', postId, text, attachments }] as const) : [];
  return { answer: jsonAnswer(200, { success: true }), changes: [...edits, ...flips] };
}

export function deletePost(call: GraphCall): Performance {
  const post = ownPost(call);
  if (!post) return unchanged(noSuchObject(call.objectId));
  if (!call.caller.mayPublish) return unchanged(noPermission());
  const { postId, text, attachments } = post;
  return {
    answer: jsonAnswer(200, { success: true }),
    changes: [{ event: 'deleted', postId, text, attachments }],
  };
}

function postNumber({ desk: { now, world } }: GraphCall): string {
  return `${now.getTime()}${String(world.madeInAll % 10_000).padStart(4, '0')}`;
}

interface Wanted {
  readonly message: string;
  readonly link: string | undefined;
  readonly isPublished: boolean;
  readonly photos: number;
}

function objectionTo(
  call: GraphCall,
  { message, link, isPublished, photos }: Wanted,
): Answer | null {
  if (message === '' && link === undefined && photos === 0) {
    return invalidParameter('Missing message or attachment');
  }
  if (message.length > messageUnits) return tooLong();
  if (link !== undefined && !URL.canParse(link))
    return invalidParameter('link should be a valid URL');
  const kind = fieldText(call.fields, 'unpublished_content_type');
  if (kind !== undefined && (isPublished || !['DRAFT', 'INLINE_CREATED'].includes(kind))) {
    return invalidParameter('unpublished_content_type does not fit the other parameters');
  }
  return isPublished && isSaidLast(call, message) ? duplicate() : null;
}

const tooLong = () => invalidParameter(`Param message must be at most ${messageUnits} characters`);

/** Meta refuses the same text twice in a row on one Page, not further apart. */
function isSaidLast({ caller, desk }: GraphCall, message: string): boolean {
  const last = desk.world
    .postsOf('facebook', caller.pageId)
    .filter((post) => post.state === 'published')
    .sort((a, b) => publishedMs(a) - publishedMs(b))
    .at(-1);
  return desk.settings.duplicatesRefused && last?.text === message && message !== '';
}

function publishedMs({ publishedAt }: Post): number {
  return publishedAt?.getTime() ?? 0;
}

function ownPost({ caller, objectId, desk }: GraphCall): Post | null {
  const post = desk.world.find('facebook', caller.pageId, objectId);
  return post && post.state !== 'deleted' ? post : null;
}
