import { z } from 'zod';
import type { ContentProblem } from '../../contract/content-problems.js';
import { TEXT_ONLY } from '../../contract/media.js';
import { PLATFORM_LABELS, type PlatformCapabilities } from '../../contract/platforms.js';
import { reviewContent, type Content } from '../../contract/review-content.js';
import { watchSend } from '../../kernel/egress/index.js';
import type {
  Attempt,
  Identified,
  Outcome,
  Platform,
  Retracted,
  Retraction,
  Target,
} from '../platform.js';
import { budgetsOf } from './telegram.budgets.js';
import type { BotCall, TelegramAnswer, TelegramClient } from './telegram.client.js';
import { TELEGRAM_CREDENTIALS, type TelegramCredentials } from './telegram.credentials.js';
import { DELETABLE_FOR_MS, MESSAGE_UNITS } from './telegram.limits.js';
import { outcomeOfSend, readFailure } from './telegram.outcome.js';
import { outcomeOfDelete } from './telegram.retraction.js';

/** Telegram channels and groups: one request makes a message public, and a bot can't read what it has sent. */
export class TelegramPlatform implements Platform<TelegramCredentials, never> {
  readonly credentials = TELEGRAM_CREDENTIALS;
  readonly remoteIdShape = /^-?[1-9]\d{0,18}$/;
  readonly capabilities: PlatformCapabilities = {
    name: 'telegram',
    label: PLATFORM_LABELS.telegram,
    text: { counting: 'utf16', maxUnits: MESSAGE_UNITS },
    reconcile: 'unreadable',
    retract: { kind: 'delete', withinMs: DELETABLE_FOR_MS },
    edit: { kind: 'never' },
    media: TEXT_ONLY,
    options: [],
    cost: null,
  };

  constructor(private readonly client: TelegramClient) {}

  review(content: Content): readonly ContentProblem[] {
    return reviewContent(this.capabilities, content);
  }

  async identify(target: Target<TelegramCredentials>): Promise<Identified> {
    const call = callOf(target);
    const ask = async <T>(
      question: () => Promise<TelegramAnswer>,
      shape: z.ZodType<T>,
    ): Promise<Asked<T>> => {
      const sent = await watchSend(question, target.signal);
      const result = sent.kind === 'answered' && sent.value.kind === 'done' && sent.value.result;
      const parsed = shape.safeParse(result);
      return parsed.success
        ? { kind: 'told', value: parsed.data }
        : { kind: 'untold', failure: readFailure(sent) };
    };

    const me = await ask(() => this.client.getMe(call), bot);
    if (me.kind === 'untold') return me.failure;
    const chat = await ask(() => this.client.getChat(call), chatFound);
    if (chat.kind === 'untold') return chat.failure;
    const member = await ask(() => this.client.getChatMember(call, me.value.id), membership);
    if (member.kind === 'untold') return member.failure;
    if (!mayPost(member.value, chat.value)) return mayNotPost(me.value.username, chat.value.title);
    const count = await ask(() => this.client.getChatMemberCount(call), z.number());
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
    const sent = await attempt.commit(() => this.client.sendMessage(callOf(attempt), attempt.text));
    return outcomeOfSend(sent);
  }

  async retract(retraction: Retraction<TelegramCredentials>): Promise<Retracted> {
    const messageId = Number(retraction.postId);
    const sent = await watchSend(
      () => this.client.deleteMessage(callOf(retraction), messageId),
      retraction.signal,
    );
    return outcomeOfDelete(sent);
  }

  budgetsOf = budgetsOf;

  lookUrl({ handle }: { handle: string }): string | null {
    const name = handle.replace(/^@/, '');
    return PUBLIC_NAME.test(name) ? `https://t.me/s/${name}` : null;
  }
}

type Asked<T> =
  | { kind: 'told'; value: T }
  | { kind: 'untold'; failure: Exclude<Identified, { kind: 'identified' }> };

/** core.telegram.org/bots/api: User, ChatFullInfo, ChatMember; Bot API 10.1, read 2026-11-24. */
const bot = z.object({ id: z.int(), username: z.string().optional() });
const chatFound = z.object({
  id: z.int(),
  type: z.string(),
  username: z.string().optional(),
  title: z.string().optional(),
});
const membership = z.object({
  status: z.string(),
  can_post_messages: z.boolean().optional(),
  can_send_messages: z.boolean().optional(),
});

/** telegram.org/faq#usernames-and-t-me: 5 to 32 characters, a letter first; older ones are 4 long. */
const PUBLIC_NAME = /^[a-z]\w{3,31}$/i;

/** In a channel only administrators post, and only with the right to; in a group every member who isn't muted. */
function mayPost(member: z.infer<typeof membership>, chat: z.infer<typeof chatFound>): boolean {
  switch (member.status) {
    case 'creator':
      return true;
    case 'administrator':
      return chat.type !== 'channel' || member.can_post_messages !== false;
    case 'member':
      return chat.type !== 'channel';
    case 'restricted':
      return member.can_send_messages === true;
    default:
      return false;
  }
}

function mayNotPost(botName = 'The bot', chatTitle = 'this chat'): Identified {
  const detail = `${botName} may not post in ${chatTitle}. Make it an administrator that may post messages`;
  return { kind: 'refused', cause: 'permission', detail };
}

function callOf({ credentials, remoteId }: Target<TelegramCredentials>): BotCall {
  return { botToken: credentials.botToken, chatId: remoteId };
}
