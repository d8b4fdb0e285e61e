import { z } from 'zod';
import type { ContentProblem } from '../../contract/content-problems.js';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import type { Content } from '../../contract/review-content.js';
import { watchSend, type Sent } from '../../kernel/egress/index.js';
import type {
  Attempt,
  Edit,
  Edited,
  Identified,
  Outcome,
  Platform,
  Retracted,
  Retraction,
  Target,
} from '../platform.js';
import { budgetsOf } from './telegram.budgets.js';
import { telegramCapabilities } from './telegram.capabilities.js';
import type { TelegramAnswer, TelegramClient } from './telegram.client.js';
import { botIdOf, TELEGRAM_CREDENTIALS, type TelegramCredentials } from './telegram.credentials.js';
import { TelegramDiscovery } from './telegram.discovery.js';
import type { KeptFile, TelegramFiles } from './telegram.files.js';
import { areIdsRefused, keptFilesOf } from './telegram.kept-files.js';
import { previewOf, requestOf } from './telegram.message.js';
import { readOptions } from './telegram.options.js';
import { outcomeOfSend, readFailure } from './telegram.outcome.js';
import { messageIdsOf } from './telegram.post-id.js';
import { isUndeletable, outcomeOfDelete, outcomeOfEdit } from './telegram.retraction.js';
import { reviewForTelegram } from './telegram.review.js';
import { bot, chatFound, mayPost, membership } from './telegram.rights.js';
import { readyFiles, type ReadyFiles } from './telegram.uploads.js';
import { withdraw } from './telegram.withdrawal.js';

export interface TelegramSetting {
  /** The client speaks to a Bot API server of one's own, run with `--local`. */
  isLocalServer?: boolean;
  /** Whether the bots' updates are read, which only one reader may. */
  findsChats?: boolean;
}

/** Telegram channels and groups: one request makes a message public, and a bot can't read what it has sent. */
export class TelegramPlatform implements Platform<TelegramCredentials, never> {
  readonly credentials = TELEGRAM_CREDENTIALS;
  readonly remoteIdShape = /^-?[1-9]\d{0,18}$/;
  readonly capabilities: PlatformCapabilities;

  readonly discovery: TelegramDiscovery | undefined;

  constructor(
    private readonly client: TelegramClient,
    private readonly files: TelegramFiles,
    { isLocalServer = false, findsChats = true }: TelegramSetting = {},
  ) {
    this.capabilities = telegramCapabilities(isLocalServer);
    this.discovery = findsChats ? new TelegramDiscovery(client) : undefined;
  }

  review(content: Content): readonly ContentProblem[] {
    return reviewForTelegram(this.capabilities, content);
  }

  async identify(target: Target<TelegramCredentials>): Promise<Identified> {
    const { remoteId: chat_id } = target;
    const me = await this.ask(target, { method: 'getMe', fields: {}, shape: bot });
    if (me.kind === 'untold') return me.failure;
    const chat = await this.ask(target, {
      method: 'getChat',
      fields: { chat_id },
      shape: chatFound,
    });
    if (chat.kind === 'untold') return chat.failure;
    const member = await this.ask(target, {
      method: 'getChatMember',
      fields: { chat_id, user_id: me.value.id },
      shape: membership,
    });
    if (member.kind === 'untold') return member.failure;
    if (!mayPost(member.value, chat.value)) return mayNotPost(me.value.username, chat.value.title);
    const counting = { method: 'getChatMemberCount', fields: { chat_id }, shape: z.number() };
    const count = await this.ask(target, counting);
    const { id, username, title } = chat.value;
    return {
      kind: 'identified',
      remoteId: String(id),
      handle: username ?? title ?? target.handle,
      // The Bot API does not tell which chats Telegram has verified (10.1, read 2026-11-24).
      isVerified: null,
      audience: count.kind === 'told' ? count.value : null,
    };
  }

  async publish(attempt: Attempt<TelegramCredentials, never>): Promise<Outcome> {
    const { credentials, remoteId, text, media } = attempt;
    const botId = botIdOf(credentials);
    const readied = await readyFiles(media, botId, this.files);
    if (readied.kind !== 'ready') return readied;
    try {
      const options = readOptions(attempt.options);
      const request = requestOf({ chatId: remoteId, text, files: readied.files, options });
      const sent = await attempt.commit(() => this.client.call(credentials.botToken, request));
      if (readied.kept.length > 0 && areIdsRefused(sent)) {
        await this.files.forget(botId, readied.kept);
        return IDS_REFUSED;
      }
      await this.files.keep(botId, newlyKept(sent, attempt, readied));
      return outcomeOfSend(sent);
    } finally {
      await readied.close();
    }
  }

  async retract(retraction: Retraction<TelegramCredentials>): Promise<Retracted> {
    const { credentials, remoteId: chat_id, postId, signal } = retraction;
    const [message_id, ...others] = messageIdsOf(postId);
    const request =
      others.length === 0
        ? { method: 'deleteMessage', fields: { chat_id, message_id } }
        : { method: 'deleteMessages', fields: { chat_id, message_ids: [message_id, ...others] } };
    const sent = await watchSend(() => this.client.call(credentials.botToken, request), signal);
    return isUndeletable(sent) ? withdraw(this.client, retraction) : outcomeOfDelete(sent);
  }

  async edit({
    credentials,
    remoteId,
    postId,
    ...edit
  }: Edit<TelegramCredentials>): Promise<Edited> {
    const options = readOptions(edit.options);
    if (options.poll) return POLL_STAYS;
    const [message_id] = messageIdsOf(postId);
    const fields = { chat_id: remoteId, message_id };
    const request = edit.hasMedia
      ? { method: 'editMessageCaption', fields: { ...fields, caption: edit.text } }
      : {
          method: 'editMessageText',
          fields: { ...fields, text: edit.text, ...previewOf(edit.text, options) },
        };
    return outcomeOfEdit(
      await watchSend(() => this.client.call(credentials.botToken, request), edit.signal),
    );
  }

  budgetsOf = budgetsOf;

  lookUrl({ handle }: { handle: string }): string | null {
    const name = handle.replace(/^@/, '');
    return PUBLIC_NAME.test(name) ? `https://t.me/s/${name}` : null;
  }

  private async ask<T>(
    { credentials, signal }: Target<TelegramCredentials>,
    { method, fields, shape }: Question<T>,
  ): Promise<Asked<T>> {
    const sent = await watchSend(
      () => this.client.call(credentials.botToken, { method, fields }),
      signal,
    );
    const result = sent.kind === 'answered' && sent.value.kind === 'done' && sent.value.result;
    const parsed = shape.safeParse(result);
    return parsed.success
      ? { kind: 'told', value: parsed.data }
      : { kind: 'untold', failure: readFailure(sent) };
  }
}

interface Question<T> {
  method: string;
  fields: Readonly<Record<string, unknown>>;
  shape: z.ZodType<T>;
}

type Asked<T> =
  | { kind: 'told'; value: T }
  | { kind: 'untold'; failure: Exclude<Identified, { kind: 'identified' }> };

/** telegram.org/faq#usernames-and-t-me: 5 to 32 characters, a letter first; older ones are 4 long. */
const PUBLIC_NAME = /^[a-z]\w{3,31}$/i;

const POLL_STAYS: Edited = {
  kind: 'refused',
  detail: 'A poll can’t be changed. Take the post back and publish it anew',
};

/** Nothing was sent; the next call uploads the file again. */
const IDS_REFUSED: Outcome = {
  kind: 'unavailable',
  detail: 'Telegram no longer knows a file that was uploaded before; it is uploaded again',
};

function newlyKept(
  sent: Sent<TelegramAnswer>,
  { media }: Attempt<TelegramCredentials, never>,
  { kept }: ReadyFiles,
): KeptFile[] {
  const all = sent.kind === 'answered' ? keptFilesOf(sent.value, media) : [];
  return all.filter(({ sha256 }) => !kept.some((one) => one.sha256 === sha256));
}

function mayNotPost(botName = 'The bot', chatTitle = 'this chat'): Identified {
  const detail = `${botName} may not post in ${chatTitle}. Make it an administrator that may post messages`;
  return { kind: 'refused', cause: 'permission', detail };
}
