import type { Desk, Performance } from '../../../sandbox/simulator.js';
import { botIdOf, type TelegramAccount } from './telegram-account.js';
import { succeeded } from './telegram-answers.js';
import { fieldText, unchanged } from './telegram-call.js';
import { chatOf, memberOf } from './telegram-chats.js';
import { seconds } from './telegram-message.js';

/**
 * core.telegram.org/bots/api#getupdates: what happened to the bot itself, of each chat the last change that an account
 * names by `membershipUpdateId`. It answers at once: no long poll is played.
 */
export function getUpdates(
  bot: TelegramAccount,
  fields: Readonly<Record<string, unknown>>,
  desk: Desk<TelegramAccount>,
): Performance {
  const offset = Number(fieldText(fields, 'offset') || '0');
  const chats = desk.accounts.having(`bot:${bot.botToken}`);
  const updates: { update_id: number; [kind: string]: unknown }[] = chats.flatMap((chat) => {
    const { membershipUpdateId: update_id } = chat;
    if (update_id === undefined || update_id < offset) return [];
    const change = {
      chat: chatOf(chat),
      from: { id: 1, is_bot: false, first_name: 'Administrator' },
      date: seconds(desk.now),
      old_chat_member: { user: { id: botIdOf(chat), is_bot: true }, status: 'left' },
      new_chat_member: memberOf(chat),
    };
    return [{ update_id, my_chat_member: change }];
  });
  updates.push(...moves(chats, offset, desk));
  updates.sort((a, b) => a.update_id - b.update_id);
  return unchanged(succeeded(updates));
}

/** #message, 10.1: the service message in the group as it was. The supergroup's own, which says the same, is not played. */
function moves(
  chats: readonly TelegramAccount[],
  offset: number,
  { now }: Desk<TelegramAccount>,
): { update_id: number; message: object }[] {
  return chats.flatMap((chat) => {
    const { moveUpdateId: update_id, movedToChatId: migrate_to_chat_id } = chat;
    if (update_id === undefined || migrate_to_chat_id === undefined || update_id < offset)
      return [];
    const shown = { message_id: 1, date: seconds(now), chat: chatOf(chat) };
    return [{ update_id, message: { ...shown, migrate_to_chat_id } }];
  });
}
