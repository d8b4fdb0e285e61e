import { z } from 'zod';
import { watchSend } from '../../kernel/egress/index.js';
import type { AccountNews, Discovered, Discovery, NewsSearch } from '../platform.js';
import type { TelegramClient } from './telegram.client.js';
import { botIdOf, type TelegramCredentials } from './telegram.credentials.js';
import { outcomeOfError } from './telegram.outcome.js';
import { chatFound, mayPost, membership, rightsOf } from './telegram.rights.js';

/** How long Telegram holds the question open when nothing happens; 50 at most, by convention of its libraries. */
const POLL_SECONDS = 25;

/**
 * To which chats a bot was added and from which it was removed; core.telegram.org/bots/api#getupdates and
 * #chatmemberupdated, 10.1, read 2026-11-24. Telegram keeps updates for 24 hours. A question confirms all updates before
 * its offset, so the offset follows only what is kept. Changes of the bot's own standing are asked for, and messages, since
 * one of them tells that a group became a supergroup: of a message nothing else is read. In groups a bot in privacy mode, as
 * all are at first, gets none but those, commands and answers to its own (core.telegram.org/bots/features#privacy-mode).
 */
export class TelegramDiscovery implements Discovery<TelegramCredentials> {
  constructor(private readonly client: TelegramClient) {}

  readerOf(credentials: TelegramCredentials): string {
    return botIdOf(credentials);
  }

  async look({
    credentials,
    cursor,
    signal,
  }: NewsSearch<TelegramCredentials>): Promise<Discovered> {
    const fields = {
      timeout: POLL_SECONDS,
      allowed_updates: ['my_chat_member', 'message'],
      ...(cursor === null ? {} : { offset: Number(cursor) }),
    };
    const request = { method: 'getUpdates', fields };
    const sent = await watchSend(() => this.client.call(credentials.botToken, request), signal);
    if (sent.kind === 'failed') return notNow('Telegram did not answer');
    if (sent.value.kind === 'error') {
      if (sent.value.code === 409) return notNow(ANOTHER_READER);
      const outcome = outcomeOfError(sent.value);
      const retryAfterMs = outcome.kind === 'throttled' ? outcome.retryAfterMs : null;
      return notNow(outcome.detail, retryAfterMs);
    }
    const updates = z.array(update).safeParse(sent.value.result);
    if (!updates.success) return notNow('Telegram answered something else than its documents say');
    const { data } = updates;
    const after = cursorAfter(data, cursor);
    return { kind: 'looked', cursor: after, news: newsOf(data), moves: movesOf(data) };
  }
}

const update = z.object({
  update_id: z.int(),
  my_chat_member: z
    .object({ chat: chatFound, date: z.int(), new_chat_member: membership })
    .optional(),
  message: z
    .object({
      chat: z.object({ id: z.int() }),
      migrate_to_chat_id: z.int().optional(),
      migrate_from_chat_id: z.int().optional(),
    })
    .optional(),
});
type Update = z.infer<typeof update>;

function cursorAfter(updates: readonly Update[], cursor: string | null): string | null {
  if (updates.length === 0) return cursor;
  return String(Math.max(...updates.map(({ update_id }) => update_id)) + 1);
}

/** Both groups tell of it, each in a message of its own; #message, 10.1, read 2026-11-29. */
function movesOf(updates: readonly Update[]): { was: string; isNow: string }[] {
  return updates.flatMap(({ message }) => {
    if (!message) return [];
    const { chat, migrate_to_chat_id: to, migrate_from_chat_id: from } = message;
    if (to !== undefined) return [{ was: String(chat.id), isNow: String(to) }];
    return from === undefined ? [] : [{ was: String(from), isNow: String(chat.id) }];
  });
}

/** People who talk to the bot alone are no accounts. */
function newsOf(updates: readonly Update[]): AccountNews[] {
  return updates.flatMap(({ my_chat_member: change }): AccountNews[] => {
    if (!change || change.chat.type === 'private') return [];
    const { chat, new_chat_member: member, date } = change;
    const name = chat.title ?? String(chat.id);
    const isGone = ['left', 'kicked'].includes(member.status);
    const standing = isGone ? 'gone' : mayPost(member, chat) ? 'publishing' : 'limited';
    return [
      {
        remoteId: String(chat.id),
        handle: chat.username === undefined ? name : `@${chat.username}`,
        title: name,
        type: chat.type,
        standing,
        rights: rightsOf(member),
        remedy: REMEDIES[standing](name),
        changedAt: new Date(date * 1_000),
      },
    ];
  });
}

const REMEDIES: Record<AccountNews['standing'], (name: string) => string> = {
  publishing: () => '',
  limited: (name) =>
    `The bot may no longer post in ${name}. Make it an administrator that may post messages, then check the account.`,
  gone: (name) =>
    `The bot was removed from ${name}. Add it again as an administrator that may post messages, then check the account.`,
};

const ANOTHER_READER =
  'Something else reads the updates of this bot, or it has a webhook. Give Munadi a bot of its own, or set MUNADI_TELEGRAM_FIND_CHATS=false';

function notNow(detail: string, retryAfterMs: number | null = null): Discovered {
  return { kind: 'unavailable', retryAfterMs, detail };
}
