import type { z } from 'zod';
import { watchSend } from '../../kernel/egress/index.js';
import type { IdentityWarning, Moved, NotIdentified, Target } from '../platform.js';
import type { BotRequest, TelegramClient } from './telegram.client.js';
import type { TelegramCredentials } from './telegram.credentials.js';
import { readFailure } from './telegram.outcome.js';
import {
  bot,
  chatFound,
  mayPin,
  mayPost,
  maySendMedia,
  membership,
  type ChatFound,
  type Membership,
} from './telegram.rights.js';

/** Why a question was not answered. */
export type NotTold = Moved | NotIdentified;
type Asked<T> = { kind: 'told'; value: T } | { kind: 'untold'; failure: NotTold };

/** How a bot stands in a chat in which it may post. */
export interface Standing {
  chat: ChatFound;
  member: Membership;
}

/** One question, read in the shape that its answer has. */
export async function ask<T>(
  client: TelegramClient,
  { credentials, signal }: Target<TelegramCredentials>,
  { shape, ...request }: BotRequest & { shape: z.ZodType<T> },
): Promise<Asked<T>> {
  const sent = await watchSend(() => client.call(credentials.botToken, request), signal);
  const result = sent.kind === 'answered' && sent.value.kind === 'done' && sent.value.result;
  const parsed = shape.safeParse(result);
  return parsed.success
    ? { kind: 'told', value: parsed.data }
    : { kind: 'untold', failure: readFailure(sent) };
}

/** Who the bot is, which chat it is about, and whether it may post there. */
export async function standingIn(
  client: TelegramClient,
  target: Target<TelegramCredentials>,
): Promise<Asked<Standing>> {
  const { remoteId: chat_id } = target;
  const me = await ask(client, target, { method: 'getMe', fields: {}, shape: bot });
  if (me.kind === 'untold') return me;
  const chat = await ask(client, target, {
    method: 'getChat',
    fields: { chat_id },
    shape: chatFound,
  });
  if (chat.kind === 'untold') return chat;
  const member = await ask(client, target, {
    method: 'getChatMember',
    fields: { chat_id, user_id: me.value.id },
    shape: membership,
  });
  if (member.kind === 'untold') return member;
  return mayPost(member.value, chat.value)
    ? { kind: 'told', value: { chat: chat.value, member: member.value } }
    : { kind: 'untold', failure: mayNotPost(me.value.username, chat.value.title) };
}

/** What the bot can't do there, though it may post. */
export function lacksOf({ chat, member }: Standing): readonly IdentityWarning[] {
  const media: IdentityWarning[] = maySendMedia(member, chat)
    ? []
    : [{ kind: 'right_missing', right: 'media' }];
  return mayPin(member, chat) ? media : [...media, { kind: 'ability_missing', ability: 'pin' }];
}

function mayNotPost(botName = 'The bot', chatTitle = 'this chat'): NotTold {
  const detail = `${botName} may not post in ${chatTitle}. Make it an administrator that may post messages`;
  return { kind: 'refused', cause: 'permission', detail };
}
