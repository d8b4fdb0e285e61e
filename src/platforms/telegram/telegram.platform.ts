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
  Rehearsal,
  Rehearsed,
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
import { outcomeOfSend } from './telegram.outcome.js';
import { withPin } from './telegram.pin.js';
import { messageIdsOf } from './telegram.post-id.js';
import { rehearseWriting } from './telegram.rehearsal.js';
import { isUndeletable, outcomeOfDelete, outcomeOfEdit } from './telegram.retraction.js';
import { reviewForTelegram } from './telegram.review.js';
import { ask, lacksOf, standingIn } from './telegram.standing.js';
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
    const standing = await standingIn(this.client, target);
    if (standing.kind === 'untold') return standing.failure;
    const { id, username, title } = standing.value.chat;
    const count = await ask(this.client, target, {
      method: 'getChatMemberCount',
      fields: { chat_id: target.remoteId },
      shape: z.number(),
    });
    const warnings = lacksOf(standing.value);
    return {
      kind: 'identified',
      remoteId: String(id),
      handle: username ?? title ?? target.handle,
      // The Bot API does not tell which chats Telegram has verified (10.1, read 2026-11-24).
      isVerified: null,
      audience: count.kind === 'told' ? count.value : null,
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  }

  rehearse(target: Rehearsal<TelegramCredentials>): Promise<Rehearsed> {
    return rehearseWriting(this.client, target);
  }

  async publish(attempt: Attempt<TelegramCredentials, never>): Promise<Outcome> {
    const { credentials, remoteId, text, media } = attempt;
    const botId = botIdOf(credentials);
    const options = readOptions(attempt.options);
    const wanted = { media, areDocuments: options.isAsFile };
    const readied = await readyFiles(wanted, botId, this.files);
    if (readied.kind !== 'ready') return readied;
    try {
      const request = requestOf({ chatId: remoteId, text, files: readied.files, options });
      const sent = await attempt.commit(() => this.client.call(credentials.botToken, request));
      if (readied.kept.length > 0 && areIdsRefused(sent)) {
        await this.files.forget(botId, readied.kept);
        return IDS_REFUSED;
      }
      await this.files.keep(botId, newlyKept(sent, readied));
      return withPin(outcomeOfSend(sent), attempt, { client: this.client, options });
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
}

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

function newlyKept(sent: Sent<TelegramAnswer>, { keys, kept }: ReadyFiles): KeptFile[] {
  const all = sent.kind === 'answered' ? keptFilesOf(sent.value, keys) : [];
  return all.filter(({ sha256 }) => !kept.some((one) => one.sha256 === sha256));
}
