import { Telegram, TelegramError } from 'telegraf';
import { z } from 'zod';
import { outgoingAgent, redact } from '../../kernel/egress/index.js';
import { hasUploads, postForm } from './telegram.form.js';

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

/** A method of the Bot API with its fields as its documents name them; files are uploads. */
export interface BotRequest {
  method: string;
  fields: Readonly<Record<string, unknown>>;
}

/**
 * Calls the Bot API, one request each. Run it watched: the library gives up only after 500 s and follows redirects
 * (telegraf 4.16.3); the watch ends the one and refuses the other.
 */
export class TelegramClient {
  /** @param apiUrl `https://api.telegram.org`, or a Bot API server of one's own */
  constructor(private readonly apiUrl: string) {}

  async call(botToken: string, { method, fields }: BotRequest): Promise<TelegramAnswer> {
    if (hasUploads(fields)) return this.upload(botToken, { method, fields });
    return answerOf(botToken, () =>
      // Its types end with Bot API 7.1; the contract test holds the fields against the newer documents.
      this.open(botToken).callApi(method as 'getMe', fields),
    );
  }

  private async upload(botToken: string, { method, fields }: BotRequest): Promise<TelegramAnswer> {
    const { status, text } = await postForm(`${this.apiUrl}/bot${botToken}/${method}`, fields);
    return answerOf(botToken, () => {
      const error = { error_code: status, description: '' };
      if (status >= 500) return Promise.reject(new TelegramError(error));
      const answer = formAnswer.parse(JSON.parse(text));
      return answer.ok ? Promise.resolve(answer.result) : Promise.reject(new TelegramError(answer));
    });
  }

  private open(botToken: string): Telegram {
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

/** An error is read by whoever tells it. */
const formAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.looseObject({ ok: z.literal(false), error_code: z.number(), description: z.string() }),
]);

async function answerOf(botToken: string, send: () => Promise<unknown>): Promise<TelegramAnswer> {
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
