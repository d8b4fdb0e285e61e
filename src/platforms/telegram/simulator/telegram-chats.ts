import type { Performance } from '../../../sandbox/simulator.js';
import { botIdOf, botStatusOf, type TelegramAccount } from './telegram-account.js';
import { badRequest, failed, succeeded, upgradedAnswer } from './telegram-answers.js';
import { fieldText, objectionToBot, unchanged, type ChatCall } from './telegram-call.js';

export function chatOf({ chatId, title, username, type }: TelegramAccount): object {
  return { id: Number(chatId), title, username, type };
}

function botOf(account: TelegramAccount): object {
  const id = botIdOf(account);
  return { id, is_bot: true, first_name: 'Sandbox bot', username: `sandbox_${id}_bot` };
}

export function getMe(account: TelegramAccount): Performance {
  const abilities = {
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  };
  return unchanged(succeeded({ ...botOf(account), ...abilities }));
}

export function getChat(call: ChatCall): Performance {
  return asMember(call, () => ({ ...chatOf(call.chat), ...permissionsOf(call.chat) }));
}

/** core.telegram.org/bots/api#chatpermissions; of groups alone. */
function permissionsOf({ type, membersMaySendMedia: may }: TelegramAccount): object {
  if (type === 'channel') return {};
  const media = { can_send_photos: may, can_send_videos: may, can_send_documents: may };
  return { permissions: { can_send_messages: true, ...media, can_pin_messages: false } };
}

export function getChatMemberCount(call: ChatCall): Performance {
  return movedAway(call.chat) ?? asMember(call, () => call.chat.memberCount);
}

/** Only the bot itself can be asked about: no other member is played. */
export function getChatMember(call: ChatCall): Performance {
  const { chat, fields } = call;
  if (fieldText(fields, 'user_id') !== String(botIdOf(chat))) {
    return unchanged(badRequest('user not found'));
  }
  return movedAway(chat) ?? asMember(call, () => memberOf(chat));
}

/** How the bot stands in the chat; core.telegram.org/bots/api#chatmember. */
export function memberOf(chat: TelegramAccount): object {
  const status = botStatusOf(chat);
  const member = { user: botOf(chat), status };
  if (status !== 'administrator') return member;
  const pinning =
    chat.type === 'channel'
      ? { can_edit_messages: chat.botMayPin }
      : { can_pin_messages: chat.botMayPin };
  return { ...member, ...administratorRights, ...pinning, can_post_messages: chat.botMayPost };
}

const administratorRights = {
  can_be_edited: false,
  is_anonymous: false,
  can_manage_chat: true,
  can_delete_messages: true,
  can_post_messages: true,
};

/** core.telegram.org/bots/api#sendchataction: for five seconds members see it; channel chats are not supported. */
export function sendChatAction(call: ChatCall): Performance {
  const { chat, fields } = call;
  if (chat.type === 'channel') return unchanged(badRequest('chat not found'));
  if (!CHAT_ACTIONS.has(fieldText(fields, 'action'))) {
    return unchanged(badRequest('wrong parameter action in request'));
  }
  return unchanged(objectionToBot(call) ?? succeeded(true));
}

const CHAT_ACTIONS = new Set(['typing', 'upload_photo', 'upload_video', 'upload_document']);

/** A group that was upgraded can still be looked at; its members are those of the supergroup. */
function movedAway(chat: TelegramAccount): Performance | null {
  const answer = upgradedAnswer(chat);
  return answer && unchanged(answer);
}

function asMember({ chat }: ChatCall, result: () => unknown): Performance {
  const status = botStatusOf(chat);
  if (status === 'kicked') {
    return unchanged(failed(403, `Forbidden: bot was kicked from the ${chat.type} chat`));
  }
  return unchanged(succeeded(result()));
}
