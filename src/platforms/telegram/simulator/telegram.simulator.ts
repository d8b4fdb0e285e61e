import type { Operation } from '../../../sandbox/platforms.js';
import { bodyFields, bodyFiles } from '../../../sandbox/request-body.js';
import type {
  Desk,
  Performance,
  PlatformRequest,
  Reception,
  Simulator,
} from '../../../sandbox/simulator.js';
import { telegramAccountShape, type TelegramAccount } from './telegram-account.js';
import { badRequest, notFound, telegramRefusal, unauthorized } from './telegram-answers.js';
import { fieldText, unchanged, type ChatCall } from './telegram-call.js';
import {
  getChat,
  getChatMember,
  getChatMemberCount,
  getMe,
  sendChatAction,
} from './telegram-chats.js';
import { editMessageCaption, editMessageMedia, editMessageText } from './telegram-edits.js';
import { sendFile, sendMediaGroup } from './telegram-media.js';
import { pinChatMessage } from './telegram-pins.js';
import { deleteMessage, deleteMessages, sendMessage } from './telegram-messages.js';
import { sendPoll } from './telegram-polls.js';
import { getUpdates } from './telegram-updates.js';

interface Method {
  readonly operation: Operation;
  perform(call: ChatCall): Performance;
}

/** core.telegram.org/bots/api, Bot API 10.1 (2026-06-11). Method names know no case. */
const methods: Readonly<Record<string, Method>> = {
  sendmessage: { operation: 'create', perform: sendMessage },
  sendphoto: { operation: 'create', perform: (call) => sendFile(call, 'photo') },
  sendvideo: { operation: 'create', perform: (call) => sendFile(call, 'video') },
  sendanimation: { operation: 'create', perform: (call) => sendFile(call, 'animation') },
  senddocument: { operation: 'create', perform: (call) => sendFile(call, 'document') },
  sendmediagroup: { operation: 'create', perform: sendMediaGroup },
  sendpoll: { operation: 'create', perform: sendPoll },
  editmessagecaption: { operation: 'edit', perform: editMessageCaption },
  editmessagemedia: { operation: 'edit', perform: editMessageMedia },
  deletemessages: { operation: 'delete', perform: deleteMessages },
  editmessagetext: { operation: 'edit', perform: editMessageText },
  deletemessage: { operation: 'delete', perform: deleteMessage },
  sendchataction: { operation: 'read', perform: sendChatAction },
  pinchatmessage: { operation: 'edit', perform: pinChatMessage },
  getchat: { operation: 'read', perform: getChat },
  getchatmember: { operation: 'read', perform: getChatMember },
  getchatmembercount: { operation: 'read', perform: getChatMemberCount },
};

export const telegramSimulator: Simulator<TelegramAccount> = {
  prefix: '/telegram',
  accountShape: telegramAccountShape,
  label: ({ chatId, title, username }) => ({ id: chatId, name: title, handle: username }),
  keys: ({ botToken, chatId, username }) => [
    `bot:${botToken}`,
    `${botToken}/${chatId}`,
    `${botToken}/@${username.toLowerCase()}`,
  ],
  receive,
  refusal: telegramRefusal,
};

function receive(request: PlatformRequest, desk: Desk<TelegramAccount>): Reception {
  const [, token = '', name = ''] = /^\/bot([^/]+)\/([a-z]+)$/i.exec(request.path) ?? [];
  const fields = { ...Object.fromEntries(request.query), ...bodyFields(request) };
  const [bot] = desk.accounts.having(`bot:${token.replace(/%3a/i, ':')}`);
  const method = methods[name.toLowerCase()];
  const chatId = fieldText(fields, 'chat_id').toLowerCase();
  const [chat] = bot ? desk.accounts.having(`${bot.botToken}/${chatId}`) : [];
  return {
    account: chat ? telegramSimulator.label(chat) : null,
    operation: method?.operation ?? 'read',
    text: fieldText(fields, 'text') || fieldText(fields, 'caption') || null,
    postId: fieldText(fields, 'message_id') || null,
    perform: () => {
      if (!bot) return unchanged(unauthorized());
      if (name.toLowerCase() === 'getme') return getMe(bot);
      if (name.toLowerCase() === 'getupdates') return getUpdates(bot, fields, desk);
      if (!method) return unchanged(notFound());
      if (chatId === '') return unchanged(badRequest('chat_id is empty'));
      if (!chat) return unchanged(badRequest('chat not found'));
      return method.perform({ chat, fields, files: bodyFiles(request), desk });
    },
  };
}
