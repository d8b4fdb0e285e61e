import type { Performance } from '../../../sandbox/simulator.js';
import { botStatusOf } from './telegram-account.js';
import { badRequest, succeeded } from './telegram-answers.js';
import { unchanged, type ChatCall } from './telegram-call.js';
import { messageIdsOf, postNamed } from './telegram-posts.js';

/** core.telegram.org/bots/api#pinchatmessage: an administrator with the right to, which is another one in channels. */
export function pinChatMessage(call: ChatCall): Performance {
  const { chat, desk } = call;
  if (botStatusOf(chat) !== 'administrator' || !chat.botMayPin) {
    return unchanged(badRequest('not enough rights to manage pinned messages in the chat'));
  }
  const found = postNamed(call);
  if (!found) return unchanged(badRequest('message to pin not found'));
  desk.files.put('telegram', `pinned:${chat.chatId}`, messageIdsOf(found.post)[found.index]);
  return unchanged(succeeded(true));
}
