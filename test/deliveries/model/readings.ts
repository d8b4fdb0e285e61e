import type { PlatformName } from '../../../src/contract/platforms.js';
import type { JsonAnswer, Sent } from '../../../src/kernel/egress/index.js';
import {
  outcomeOfFlip,
  outcomeOfPrepare,
  type Prepared,
} from '../../../src/platforms/facebook/facebook.outcome.js';
import type { Outcome } from '../../../src/platforms/index.js';
import type { TelegramAnswer } from '../../../src/platforms/telegram/telegram.client.js';
import { outcomeOfSend } from '../../../src/platforms/telegram/telegram.outcome.js';
import type { XAnswer } from '../../../src/platforms/x/x.client.js';
import { outcomeOfCreate } from '../../../src/platforms/x/x.outcome.js';
import type { Reply } from './replies.js';

/** What the platform says, to which delivery, and when by the worker's clock. */
export interface Said {
  reply: Reply;
  remoteId: string;
  atMs: number;
}

/** The product's own reading of a reply to the request that makes a post public. */
export function outcomeOf(platform: PlatformName, said: Said): Outcome {
  const read = READINGS[platform];
  if (!read) throw new Error(`The model has no account on ${platform}`);
  return read(said);
}

const READINGS: Partial<Record<PlatformName, (said: Said) => Outcome>> = {
  x: (said) => outcomeOfCreate(sent(said, xAnswer), '@lucknow', new Date(said.atMs)),
  telegram: (said) => outcomeOfSend(sent(said, telegramAnswer)),
  facebook: (said) =>
    outcomeOfFlip(
      sent(said, (it) => graphAnswer(it, { success: true })),
      said.remoteId,
    ),
};

/** The same for the request that only prepares a draft. */
export function draftOf(said: Said): Prepared {
  return outcomeOfPrepare(sent(said, (it) => graphAnswer(it, { id: it.remoteId })));
}

function sent<T>(said: Said, answer: (said: Said) => T): Sent<T> {
  if (said.reply === 'unreachable') return FAILED;
  if (said.reply === 'lost') return { ...FAILED, wasHandedOver: true };
  return { kind: 'answered', value: answer(said) };
}

const FAILED = { kind: 'failed', error: undefined, wasHandedOver: false } as const;
const DAY_SECONDS = 86_400;

const X_ERRORS: Partial<Record<Reply, { status: number; title: string }>> = {
  throttled: { status: 429, title: 'Too Many Requests' },
  throttled_for_a_day: { status: 429, title: 'Too Many Requests' },
  duplicate: { status: 403, title: 'You are not allowed to post duplicate content' },
  unauthorized: { status: 401, title: 'Unauthorized' },
  forbidden: { status: 403, title: 'Forbidden' },
  invalid: { status: 400, title: 'Invalid Request' },
  no_credit: { status: 402, title: 'Credits Depleted' },
};

function xAnswer({ reply, remoteId, atMs }: Said): XAnswer {
  if (reply === 'good') return { kind: 'done', headers: {}, body: { data: { id: remoteId } } };
  if (reply === 'garbled') return { kind: 'done', headers: {}, body: undefined };
  const error = X_ERRORS[reply];
  if (!error) return { kind: 'error', status: 502, headers: {}, body: undefined };
  const headers = {
    'x-user-limit-24hour-remaining': reply === 'throttled_for_a_day' ? '0' : '1',
    'x-user-limit-24hour-reset': String(Math.ceil(atMs / 1_000) + DAY_SECONDS),
  };
  return { kind: 'error', status: error.status, headers, body: { title: error.title } };
}

const TELEGRAM_CODES: Partial<Record<Reply, number>> = {
  server_error: 500,
  throttled: 429,
  throttled_for_a_day: 429,
  duplicate: 400,
  unauthorized: 401,
  forbidden: 403,
  invalid: 400,
  no_credit: 403,
};

function telegramAnswer({ reply, remoteId }: Said): TelegramAnswer {
  if (reply === 'good') return { kind: 'done', result: { message_id: Number(remoteId) } };
  const code = TELEGRAM_CODES[reply];
  if (code === undefined) return { kind: 'done', result: true };
  const retryAfterSeconds = reply === 'throttled_for_a_day' ? DAY_SECONDS : null;
  return { kind: 'error', code, description: reply, retryAfterSeconds, movedToChatId: null };
}

/** developers.facebook.com/docs/graph-api/guides/error-handling, as far as the simulation plays it. */
const GRAPH_CODES: Partial<Record<Reply, number>> = {
  server_error: 2,
  throttled: 32,
  throttled_for_a_day: 4,
  duplicate: 506,
  unauthorized: 190,
  forbidden: 200,
  invalid: 100,
  no_credit: 10,
};

function graphAnswer({ reply }: Said, good: unknown): JsonAnswer {
  const code = GRAPH_CODES[reply];
  if (code !== undefined) {
    const body = { error: { code, message: reply } };
    return { status: 400, headers: GRAPH_HEADERS[reply] ?? {}, body, excerpt: '' };
  }
  return { status: 200, headers: {}, body: reply === 'good' ? good : undefined, excerpt: '' };
}

const GRAPH_HEADERS: Partial<Record<Reply, JsonAnswer['headers']>> = {
  throttled_for_a_day: {
    'x-business-use-case-usage': JSON.stringify({
      1: [{ estimated_time_to_regain_access: DAY_SECONDS / 60 }],
    }),
  },
};
