import type { Answer } from '../../../sandbox/answer.js';
import type { Part } from '../../../sandbox/multipart.js';
import type { Desk, Performance } from '../../../sandbox/simulator.js';
import { botStatusOf, type TelegramAccount } from './telegram-account.js';
import { badRequest, failed, floodWait, upgradedAnswer } from './telegram-answers.js';
import { botPace, chatPace, groupWindow } from './telegram-limits.js';

/** One request in a chat that the bot knows. */
export interface ChatCall {
  readonly chat: TelegramAccount;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Of a multipart body, by the name of their field. */
  readonly files: ReadonlyMap<string, Part>;
  readonly desk: Desk<TelegramAccount>;
}

export function unchanged(answer: Answer): Performance {
  return { answer, changes: [] };
}

/** Why the bot may not write in this chat; null when it may. */
export function objectionToBot({ chat }: ChatCall): Answer | null {
  const kind = chat.type === 'group' ? 'group' : chat.type;
  const upgraded = upgradedAnswer(chat);
  if (upgraded) return upgraded;
  switch (botStatusOf(chat)) {
    case 'administrator':
      if (chat.botMayPost) return null;
      return badRequest('need administrator rights in the channel chat');
    case 'member':
      if (chat.type !== 'channel') return null;
      return badRequest('need administrator rights in the channel chat');
    case 'left':
      return failed(403, `Forbidden: bot is not a member of the ${kind} chat`);
    case 'kicked':
      return failed(403, `Forbidden: bot was kicked from the ${kind} chat`);
  }
}

/**
 * Telegram's flood control: the longest wait that any of the limits asks for. An album counts as its messages against
 * the limits of the bot and of a group; in the chat's own pace, whose burst nobody publishes, as one.
 */
export function objectionToPace({ chat, desk }: ChatCall, messageCount = 1): Answer | null {
  const { meter, now } = desk;
  const waits = [meter.pace(`telegram/chat/${chat.chatId}`, chatPace, now).retryAfterMs];
  for (let message = 0; message < messageCount; message += 1) {
    waits.push(meter.pace(`telegram/bot/${chat.botToken}`, botPace, now).retryAfterMs);
    if (chat.type === 'channel') continue;
    const window = meter.take(`telegram/group/${chat.chatId}`, groupWindow, now);
    if (!window.isAllowed) waits.push(window.resetAt.getTime() - now.getTime());
  }
  const longest = Math.max(...waits);
  return longest > 0 ? floodWait(longest) : null;
}

/** A field that may come as a number or a truth in JSON and as text in a form. */
export function fieldText(fields: ChatCall['fields'], name: string): string {
  const value = fields[name];
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

/** "JSON-serialized" in a form, itself in a JSON body; undefined where it is neither. */
export function fieldJson(fields: ChatCall['fields'], name: string): unknown {
  const value = fields[name];
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
