import { Telegram, TelegramError } from 'telegraf';
import { z } from 'zod';
import { outgoingAgent, redact } from '../../kernel/egress/index.js';

/** A complete answer of the Bot API. Anything less is thrown. */
export type TelegramAnswer = { kind: 'done'; result: unknown } | TelegramFailure;

/** `code` is the HTTP status, 0 where the answer was not of the Bot API's form. */
export interface TelegramFailure {
  kind: 'error';
  code: number;
  description: string;
  retryAfterSeconds: number | null;
  /** The group became a supergroup, which has this id. */
  movedToChatId: string | null;
}

/** The bot that speaks, and the chat that it speaks of. */
export interface BotCall {
  botToken: string;
  chatId: string;
}

/**
 * The calls to the Bot API that Munadi makes, each of them one request. Run them watched: the library gives up
 * only after 500 s and follows redirects (telegraf 4.16.3); the watch ends the one and refuses the other.
 */
export class TelegramClient {
  /** @param apiUrl `https://api.telegram.org`, or a Bot API server of one's own */
  constructor(private readonly apiUrl: string) {}

  /** Plain text: no markup is read, so nothing in a text can break it. */
  sendMessage(call: BotCall, text: string): Promise<TelegramAnswer> {
    return answerOf(call, () =>
      this.open(call).callApi('sendMessage', { chat_id: call.chatId, text }),
    );
  }

  deleteMessage(call: BotCall, messageId: number): Promise<TelegramAnswer> {
    const message = { chat_id: call.chatId, message_id: messageId };
    return answerOf(call, () => this.open(call).callApi('deleteMessage', message));
  }

  getMe(call: BotCall): Promise<TelegramAnswer> {
    return answerOf(call, () => this.open(call).callApi('getMe', {}));
  }

  getChat(call: BotCall): Promise<TelegramAnswer> {
    return answerOf(call, () => this.open(call).callApi('getChat', { chat_id: call.chatId }));
  }

  getChatMember(call: BotCall, userId: number): Promise<TelegramAnswer> {
    const member = { chat_id: call.chatId, user_id: userId };
    return answerOf(call, () => this.open(call).callApi('getChatMember', member));
  }

  getChatMemberCount(call: BotCall): Promise<TelegramAnswer> {
    const chat = { chat_id: call.chatId };
    return answerOf(call, () => this.open(call).callApi('getChatMemberCount', chat));
  }

  private open({ botToken }: BotCall): Telegram {
    // The library resolves paths against the root, which would lose its last part without the slash.
    const telegram = new Telegram(botToken, { apiRoot: `${this.apiUrl}/` });
    // For a root without TLS the constructor throws its agent away (4.16.3), and with it the watch over each send.
    telegram.options.agent = outgoingAgent(this.apiUrl);
    return telegram;
  }
}

/** core.telegram.org/bots/api#making-requests and #responseparameters, Bot API 10.1, read 2026-11-24. */
const failure = z.object({
  error_code: z.number(),
  description: z.string().default(''),
  parameters: z
    .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .default({}),
});

async function answerOf(
  { botToken }: BotCall,
  send: () => Promise<unknown>,
): Promise<TelegramAnswer> {
  try {
    return { kind: 'done', result: await send() };
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    const parsed = failure.safeParse(error.response);
    const { error_code, description, parameters } = parsed.data ?? UNREADABLE;
    return {
      kind: 'error',
      code: error_code,
      description: redact(description, [botToken]),
      retryAfterSeconds: parameters.retry_after ?? null,
      movedToChatId: parameters.migrate_to_chat_id?.toString() ?? null,
    };
  }
}

const UNREADABLE: z.infer<typeof failure> = { error_code: 0, description: '', parameters: {} };
