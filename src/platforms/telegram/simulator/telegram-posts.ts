import type { Post } from '../../../sandbox/world.js';
import { botIdOf, type TelegramAccount } from './telegram-account.js';
import { fieldText, type ChatCall } from './telegram-call.js';

/** A post is a message, or an album: then its id in the ledger is that of all its messages, `4,5,6`. */
export function messageIdsOf({ postId }: Post): number[] {
  return postId.split(',').map(Number);
}

/** The public post that the message belongs to, and which of its messages it is. */
export function postWith(
  { chat, desk }: ChatCall,
  messageId: number,
): { post: Post; index: number } | null {
  const posts = desk.world.postsOf('telegram', chat.chatId);
  const post = posts.find((each) => messageIdsOf(each).includes(messageId));
  if (post?.state !== 'published') return null;
  return { post, index: messageIdsOf(post).indexOf(messageId) };
}

export function postNamed(call: ChatCall): { post: Post; index: number } | null {
  return postWith(call, Number(fieldText(call.fields, 'message_id')));
}

/** Message ids count up by one in each chat; deleted messages keep theirs. Who sends them is kept. */
export function nextMessageIds({ chat, desk }: ChatCall, count: number): number[] {
  const last = desk.world.postsOf('telegram', chat.chatId).at(-1);
  const lastId = last ? Math.max(...messageIdsOf(last)) : 0;
  const ids = Array.from({ length: count }, (_each, index) => lastId + index + 1);
  for (const id of ids) desk.files.put('telegram', senderKey(chat, id), botIdOf(chat));
  return ids;
}

/** The chat's bot of today did not send it: the bot has been replaced by another one. */
export function isAnothers({ chat, desk }: ChatCall, messageId: number): boolean {
  const sender = desk.files.get('telegram', senderKey(chat, messageId));
  return sender !== undefined && sender !== botIdOf(chat);
}

function senderKey({ chatId }: TelegramAccount, messageId: number): string {
  return `sender/${chatId}/${messageId}`;
}
