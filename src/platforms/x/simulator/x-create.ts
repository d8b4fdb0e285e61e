import { z } from 'zod';
import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import { bodyFields } from '../../../sandbox/request-body.js';
import type { Performance } from '../../../sandbox/simulator.js';
import { duplicate, forbidden, invalid } from './x-answers.js';
import { unchanged, type XCall } from './x-call.js';
import { duplicateWindowMs, longPostUnits, postUnits } from './x-limits.js';
import { postIdAt } from './x-post-id.js';
import { shownText, weightedUnits } from './x-text.js';

/** OpenAPI 2.167, TweetCreateRequest: no further properties. Media, polls, replies and quotes are
 *  part of X's schema and not of this simulator. */
const creationShape = z.strictObject({
  text: z.string().default(''),
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
  const { text } = parsed.data;
  const objection = objectionTo(text, call);
  if (objection) return unchanged(objection);

  const postId = postIdAt(call.desk.now, call.desk.world.madeInAll);
  const data = { id: postId, text: shownText(text, postId).text, edit_history_tweet_ids: [postId] };
  return {
    answer: jsonAnswer(201, { data }),
    changes: [{ event: 'published', postId, text, attachments: [] }],
  };
}

/** The text that a creation asks for, for the ledger; unreadable bodies have none. */
export function textIn(call: Pick<XCall, 'request'>): string | null {
  const text = bodyFields(call.request)?.['text'];
  return typeof text === 'string' ? text : null;
}

function objectionTo(text: string, { desk, caller }: XCall): Answer | null {
  if (text.trim() === '') return invalid('text', text, 'text: may not be empty');
  const most = caller.subscriptionType === 'None' ? postUnits : longPostUnits;
  const units = weightedUnits(text);
  // X's documents do not show the answer to a text that is too long; 400 is their general rule.
  if (units > most) return invalid('text', text, `text: ${units} is longer than ${most}`);
  if ((text.match(/(?<![\p{L}\p{N}$])\$[A-Z]{1,6}\b/gu) ?? []).length > 1) {
    return forbidden('You may use one cashtag in a post.');
  }
  return desk.settings.duplicatesRefused && isSaidRecently(text, { desk, caller })
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
