import { z } from 'zod';
import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import { bodyFields } from '../../../sandbox/request-body.js';
import type { Performance } from '../../../sandbox/simulator.js';
import { duplicate, forbidden, invalid, notSummoned, replyToNothing } from './x-answers.js';
import { unchanged, type XCall } from './x-call.js';
import { duplicateWindowMs, longPostUnits, postUnits } from './x-limits.js';
import { attachmentOf, isReady, mediaOf, type XMedia } from './x-media.js';
import { postIdAt } from './x-post-id.js';
import { filesIn, shownText, weightedUnits } from './x-text.js';

/** OpenAPI 2.167, CreatePostsRequest: no further properties. Quotes, edits, places, communities and cards are part of
 *  X's schema and not of this simulator. */
const creationShape = z.strictObject({
  text: z.string().default(''),
  media: z
    .strictObject({
      media_ids: z
        .array(z.string().regex(/^[0-9]{1,19}$/))
        .min(1)
        .max(4),
    })
    .optional(),
  poll: z
    .strictObject({
      options: z.array(z.string().min(1).max(25)).min(2).max(4),
      duration_minutes: z.int().min(5).max(10_080),
    })
    .optional(),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: z.string().regex(/^[0-9]{1,19}$/),
      exclude_reply_user_ids: z.array(z.string()).optional(),
      auto_populate_reply_metadata: z.boolean().optional(),
    })
    .optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
  nullcast: z.boolean().optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
});

export function createPost(call: XCall): Performance {
  const parsed = creationShape.safeParse(bodyFields(call.request));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return unchanged(invalid('body', '', issue?.message ?? 'The body is not acceptable.'));
  }
  const { text, media: { media_ids: mediaIds = [] } = {}, poll, reply } = parsed.data;
  const replyTo = reply?.in_reply_to_tweet_id ?? null;
  const media = mediaIds.flatMap((id) => mediaOf(call, id) ?? []);
  const objection =
    objectionToReply(call, replyTo) ??
    objectionToMedia(mediaIds, media) ??
    (poll && media.length > 0 ? invalid('poll', '', 'poll: not together with media') : null) ??
    objectionTo(text, { call, hasMedia: media.length > 0 });
  if (objection) return unchanged(objection);

  const postId = postIdAt(call.desk.now, call.desk.world.madeInAll);
  const attachments: Attachment[] = [
    ...media.flatMap((one) => attachmentOf(one) ?? []),
    ...(poll ? [{ kind: 'poll' as const, question: text, answers: poll.options }] : []),
  ];
  const shown = shownText(text, {
    postId,
    files: filesIn(attachments),
    author: call.caller.username,
  });
  const data = { id: postId, text: shown.text, edit_history_tweet_ids: [postId] };
  return {
    answer: jsonAnswer(201, { data }),
    changes: [{ event: 'published', postId, text, attachments, replyTo }],
  };
}

/** Also of an account that is answered by somebody else: the sandbox lets only the author go on. */
function objectionToReply({ desk, caller }: XCall, replyTo: string | null): Answer | null {
  if (replyTo === null) return null;
  const author = desk.world.authorOf('x', replyTo);
  const answered = author === undefined ? undefined : desk.world.find('x', author, replyTo);
  if (answered?.state !== 'published') return replyToNothing();
  return author === caller.id ? null : notSummoned();
}

/** Four pictures, or one GIF, or one video, each once, ready, and of this account. */
function objectionToMedia(ids: readonly string[], media: readonly XMedia[]): Answer | null {
  const isTogether = media.length <= 1 || media.every(({ category }) => category === 'tweet_image');
  const isWhole = media.length === ids.length && new Set(ids).size === ids.length;
  return isWhole && isTogether && media.every(isReady)
    ? null
    : invalid('media.media_ids', ids.join(','), 'Your media IDs are invalid.');
}

/** The text that a creation asks for, for the ledger; unreadable bodies have none. */
export function textIn(call: Pick<XCall, 'request'>): string | null {
  const text = bodyFields(call.request)?.['text'];
  return typeof text === 'string' ? text : null;
}

function objectionTo(
  text: string,
  { call: { desk, caller }, hasMedia }: { call: XCall; hasMedia: boolean },
): Answer | null {
  if (text.trim() === '' && !hasMedia) return invalid('text', text, 'text: may not be empty');
  const most = caller.subscriptionType === 'None' ? postUnits : longPostUnits;
  const units = weightedUnits(text);
  // X's documents do not show the answer to a text that is too long; 400 is their general rule.
  if (units > most) return invalid('text', text, `text: ${units} is longer than ${most}`);
  if ((text.match(/(?<![\p{L}\p{N}$])\$[A-Z]{1,6}\b/gu) ?? []).length > 1) {
    return forbidden('You may use one cashtag in a post.');
  }
  // X does not say what makes two posts with files the same; the sandbox takes them.
  return desk.settings.duplicatesRefused && !hasMedia && isSaidRecently(text, { desk, caller })
    ? duplicate()
    : null;
}

function isSaidRecently(text: string, { desk, caller }: Pick<XCall, 'desk' | 'caller'>): boolean {
  const since = desk.now.getTime() - duplicateWindowMs;
  const normal = text.normalize('NFC').trim();
  return desk.world
    .postsOf('x', caller.id)
    .some(
      (post) => post.createdAt.getTime() >= since && post.text.normalize('NFC').trim() === normal,
    );
}
