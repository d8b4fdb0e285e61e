import type { Answer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import type { Post } from '../../../sandbox/world.js';
import { badRequest, sameContent, succeeded } from './telegram-answers.js';
import {
  fieldText,
  objectionToBot,
  objectionToPace,
  unchanged,
  type ChatCall,
} from './telegram-call.js';
import { chatOf } from './telegram-chats.js';
import { deletableForMs, messageUnits } from './telegram-limits.js';
import { parsedText } from './telegram-text.js';

export function sendMessage(call: ChatCall): Performance {
  const wanted = wantedText(call);
  const objection = objectionToBot(call) ?? wanted.objection ?? objectionToPace(call);
  if (objection) return unchanged(objection);
  const postId = String(nextMessageId(call));
  return {
    answer: succeeded(message(call, { postId, text: wanted.text, sentAt: call.desk.now })),
    changes: [{ event: 'published', postId, text: wanted.text, attachments: [] }],
  };
}

export function editMessageText(call: ChatCall): Performance {
  const wanted = wantedText(call);
  const post = postIn(call);
  const objection = objectionToBot(call) ?? wanted.objection ?? objectionToPace(call);
  if (objection) return unchanged(objection);
  if (!post) return unchanged(badRequest('message to edit not found'));
  if (post.text === wanted.text) return unchanged(badRequest(sameContent));
  const { postId, createdAt: sentAt } = post;
  const edited = message(call, { postId, text: wanted.text, sentAt });
  return {
    answer: succeeded({ ...edited, edit_date: seconds(call.desk.now) }),
    changes: [{ event: 'edited', postId, text: wanted.text, attachments: [] }],
  };
}

export function deleteMessage(call: ChatCall): Performance {
  const post = postIn(call);
  const objection = objectionToBot(call);
  if (objection) return unchanged(objection);
  if (!post) return unchanged(badRequest('message to delete not found'));
  const ageMs = call.desk.now.getTime() - post.createdAt.getTime();
  if (ageMs > deletableForMs) return unchanged(badRequest("message can't be deleted"));
  const { postId, text, attachments } = post;
  return { answer: succeeded(true), changes: [{ event: 'deleted', postId, text, attachments }] };
}

/** The text as readers would see it, and why it can't be sent, if it can't. */
function wantedText({ fields }: ChatCall): { text: string; objection: Answer | null } {
  const parseMode = fieldText(fields, 'parse_mode');
  const parsed = parsedText(fieldText(fields, 'text'), parseMode);
  if (parsed.kind === 'unparsable') return { text: '', objection: badRequest(parsed.reason) };
  const { text } = parsed;
  if (text === '') return { text, objection: badRequest('message text is empty') };
  const isTooLong = text.length > messageUnits;
  return { text, objection: isTooLong ? badRequest('message is too long') : null };
}

function postIn({ chat, fields, desk }: ChatCall): Post | null {
  const post = desk.world.find('telegram', chat.chatId, fieldText(fields, 'message_id'));
  return post && post.state === 'published' ? post : null;
}

/** Message ids count up by one in each chat; deleted messages keep theirs. */
function nextMessageId({ chat, desk }: ChatCall): number {
  return desk.world.postsOf('telegram', chat.chatId).length + 1;
}

function message(
  { chat }: ChatCall,
  { postId, text, sentAt }: { postId: string; text: string; sentAt: Date },
): object {
  return {
    message_id: Number(postId),
    ...(chat.type === 'channel' ? { sender_chat: chatOf(chat) } : {}),
    chat: chatOf(chat),
    date: seconds(sentAt),
    text,
  };
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
