import type { Readable } from 'node:stream';
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

/** A method of the Bot API with its fields as its documents name them; files are uploads. */
export interface BotRequest {
  method: string;
  fields: Readonly<Record<string, unknown>>;
}

/** A file that goes with the request, read as fast as the connection takes it. */
export class Upload {
  constructor(
    readonly fileName: string,
    readonly bytes: Readable,
  ) {}
}

/**
 * Calls the Bot API, one request each. Run it watched: the library gives up only after 500 s and follows redirects
 * (telegraf 4.16.3); the watch ends the one and refuses the other.
 */
export class TelegramClient {
  /** @param apiUrl `https://api.telegram.org`, or a Bot API server of one's own */
  constructor(private readonly apiUrl: string) {}

  async call(botToken: string, { method, fields }: BotRequest): Promise<TelegramAnswer> {
    const uploads: Upload[] = [];
    const payload = mapUploads(fields, (upload) => {
      uploads.push(upload);
      return { source: upload.bytes, filename: upload.fileName };
    });
    const broken = new AbortController();
    const stop = () => {
      broken.abort();
    };
    // The library pipes a file without listening to its errors: the request would wait for the rest for ever.
    for (const { bytes } of uploads) bytes.once('error', stop);
    if (uploads.some(({ bytes }) => bytes.errored)) stop();
    const { signal } = broken;
    const telegram = this.open(botToken);
    return answerOf(botToken, () =>
      // Its types end with Bot API 7.1; the contract test holds the fields against the newer documents.
      telegram.callApi(method as 'getMe', payload as never, { signal } as never),
    );
  }

  private open(botToken: string): Telegram {
    // The library resolves paths against the root, which would lose its last part without the slash.
    const telegram = new Telegram(botToken, { apiRoot: `${this.apiUrl}/` });
    // For a root without TLS the constructor throws its agent away (4.16.3), and with it the watch over each send.
    telegram.options.agent = outgoingAgent(this.apiUrl);
    return telegram;
  }
}

/** Copies arrays and plain objects, with another value in the place of each upload. */
function mapUploads(value: unknown, give: (upload: Upload) => unknown): unknown {
  if (value instanceof Upload) return give(value);
  if (Array.isArray(value)) return value.map((one) => mapUploads(one, give));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, one]) => [name, mapUploads(one, give)]);
  return Object.fromEntries(entries);
}

/** core.telegram.org/bots/api#making-requests and #responseparameters, Bot API 10.1, read 2026-11-24. */
const failure = z.object({
  error_code: z.number(),
  description: z.string().default(''),
  parameters: z
    .object({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .default({}),
});

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
