import type { Answer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import type { Post } from '../../../sandbox/world.js';
import { botStatusOf } from './telegram-account.js';
import { badRequest, succeeded } from './telegram-answers.js';
import {
  fieldJson,
  fieldText,
  objectionToBot,
  objectionToPace,
  unchanged,
  type ChatCall,
} from './telegram-call.js';
import { deletableForMs, deletedAtOnce, messageUnits } from './telegram-limits.js';
import { shownMessage } from './telegram-message.js';
import { isAnothers, messageIdsOf, nextMessageIds, postNamed, postWith } from './telegram-posts.js';
import { parsedText } from './telegram-text.js';

export function sendMessage(call: ChatCall): Performance {
  const wanted = wantedText(call);
  const objection = objectionToBot(call) ?? wanted.objection ?? objectionToPace(call);
  if (objection) return unchanged(objection);
  const [id = 0] = nextMessageIds(call, 1);
  const { text } = wanted;
  return {
    answer: succeeded(shownMessage(call, { id, text, sentAt: call.desk.now })),
    changes: [{ event: 'published', postId: String(id), text, attachments: [] }],
  };
}

/** One message of an album: that a part of it goes is not played, the post then stays as it is. */
export function deleteMessage(call: ChatCall): Performance {
  const objection = objectionToBot(call);
  if (objection) return unchanged(objection);
  const found = postNamed(call);
  if (!found) return unchanged(badRequest('message to delete not found'));
  return deletePosts(call, [Number(fieldText(call.fields, 'message_id'))]);
}

/** core.telegram.org/bots/api#deletemessages: those that can't be found are skipped. */
export function deleteMessages(call: ChatCall): Performance {
  const named = fieldJson(call.fields, 'message_ids');
  const ids = Array.isArray(named) ? named.map(Number) : [];
  const objection = objectionToBot(call);
  if (objection) return unchanged(objection);
  if (ids.length === 0) return unchanged(badRequest('message identifiers are not specified'));
  if (ids.length > deletedAtOnce)
    return unchanged(badRequest('too many message identifiers specified'));
  return deletePosts(call, ids);
}

function deletePosts(call: ChatCall, ids: readonly number[]): Performance {
  const found = ids.flatMap((id): Post[] => {
    const post = postWith(call, id)?.post;
    return post ? [post] : [];
  });
  const posts = [...new Set(found)];
  const mayDeleteAll = call.chat.botMayDelete && botStatusOf(call.chat) === 'administrator';
  const isForeign = !mayDeleteAll && ids.some((id) => isAnothers(call, id));
  if (isForeign || posts.some((post) => isTooOld(call, post))) {
    return unchanged(badRequest("message can't be deleted"));
  }
  const whole = posts.filter((post) => messageIdsOf(post).every((id) => ids.includes(id)));
  const changes = whole.map(
    ({ postId, text, attachments }) => ({ event: 'deleted', postId, text, attachments }) as const,
  );
  return { answer: succeeded(true), changes };
}

function isTooOld({ desk }: ChatCall, { createdAt }: Post): boolean {
  return desk.now.getTime() - createdAt.getTime() > deletableForMs;
}

/** The text as readers would see it, and why it can't be sent, if it can't. */
export function wantedText({ fields }: ChatCall): { text: string; objection: Answer | null } {
  const parseMode = fieldText(fields, 'parse_mode');
  const parsed = parsedText(fieldText(fields, 'text'), parseMode);
  if (parsed.kind === 'unparsable') return { text: '', objection: badRequest(parsed.reason) };
  const { text } = parsed;
  if (text === '') return { text, objection: badRequest('message text is empty') };
  const isTooLong = text.length > messageUnits;
  return { text, objection: isTooLong ? badRequest('message is too long') : null };
}
