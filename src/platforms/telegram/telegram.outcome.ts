import { z } from 'zod';
import { inBrief, type Sent } from '../../kernel/egress/index.js';
import type { Moved, NotIdentified, Outcome, Pause, RefusalCause } from '../platform.js';
import type { TelegramAnswer, TelegramFailure } from './telegram.client.js';
import { CHAT_MINUTE } from './telegram.limits.js';
import { postIdOf } from './telegram.post-id.js';

/**
 * What an error of the Bot API proves: it is the server's own JSON, given before a message is made.
 * core.telegram.org/bots/api#making-requests (10.1, read 2026-11-24) and the server's source, tdlib/telegram-bot-api
 * 10.0 (2026-05-07); 404 is its answer to a token that no bot has. What the table does not hold proves nothing.
 */
const PROOF: Readonly<Record<number, RefusalCause>> = {
  400: 'content',
  401: 'credentials',
  403: 'permission',
  404: 'credentials',
  413: 'content',
};

/**
 * Telegram has one code, 400, for a text that can't be sent and for a chat that can't be sent to; the words of
 * the server's source tell them apart. A wrong guess only changes who is told: either way nothing was sent.
 */
const CHAT_IS_THE_FAULT =
  /chat not found|group chat was|rights|CHAT_ADMIN_REQUIRED|CHAT_WRITE_FORBIDDEN|PEER_ID_INVALID|not a member|was kicked|USER_BANNED/i;

const message = z.object({
  message_id: z.int().positive(),
  chat: z.object({ username: z.string().optional() }).default({}),
});
/** An album is answered with all of its messages, in order; core.telegram.org/bots/api#sendmediagroup. */
const messages = z.union([z.array(message).min(1), message.transform((one) => [one])]);

/** What the one public request came to, whichever of the sending methods it was. */
export function outcomeOfSend(sent: Sent<TelegramAnswer>): Outcome {
  if (sent.kind === 'failed') {
    return sent.wasHandedOver
      ? { kind: 'uncertain', cause: 'no_answer', detail: 'Telegram did not answer to the end' }
      : { kind: 'unavailable', detail: 'Telegram could not be reached; nothing was sent' };
  }
  const answer = sent.value;
  return answer.kind === 'error' ? outcomeOfError(answer) : outcomeOfDone(answer.result);
}

/** Why a read failed; the words are fit for a person. */
export function readFailure(sent: Sent<TelegramAnswer>): Moved | NotIdentified {
  if (sent.kind === 'failed') return { kind: 'unavailable', detail: 'Telegram did not answer' };
  if (sent.value.kind === 'done') {
    return {
      kind: 'unavailable',
      detail: 'Telegram answered something else than its documents say',
    };
  }
  const outcome = outcomeOfError(sent.value);
  const { detail } = outcome;
  if (outcome.kind === 'moved') return outcome;
  if (outcome.kind !== 'refused') return { kind: 'unavailable', detail };
  // No text is part of a read: what is refused there is the chat.
  const cause = outcome.cause === 'content' ? 'permission' : outcome.cause;
  return { kind: 'refused', cause, detail };
}

function outcomeOfDone(result: unknown): Outcome {
  const parsed = messages.safeParse(result);
  const [first] = parsed.data ?? [];
  if (!parsed.success || !first) {
    const detail = 'Telegram answered without the id of a message';
    return { kind: 'uncertain', cause: 'unclear_answer', detail };
  }
  const { message_id, chat } = first;
  const pause = pauseAfter(parsed.data.length);
  return {
    kind: 'published',
    remoteId: postIdOf(parsed.data.map((one) => one.message_id)),
    // Only a chat with a public name has pages that everybody can open.
    permalink: chat.username === undefined ? null : `https://t.me/${chat.username}/${message_id}`,
    ...(pause ? { pause } : {}),
  };
}

/** An album counts as its messages, of which the budgets of the chat have seen one. */
function pauseAfter(messageCount: number): Pause | undefined {
  if (messageCount === 1) return undefined;
  const detail = `An album of ${messageCount} counts as ${messageCount} messages`;
  return { scope: 'account', forMs: (messageCount - 1) * CHAT_MINUTE.intervalMs, detail };
}

/** What an error of a sending method proves. */
export function outcomeOfError(
  error: TelegramFailure,
): Extract<Outcome, { kind: 'throttled' | 'moved' | 'refused' | 'uncertain' }> {
  const detail = wordsOf(error);
  if (error.code === 429) return throttled(error, detail);
  const cause = PROOF[error.code];
  if (cause === undefined) return { kind: 'uncertain', cause: 'unclear_answer', detail };
  if (error.movedToChatId !== null) {
    const remoteId = error.movedToChatId;
    return { kind: 'moved', remoteId, detail: `${detail}. It goes by ${remoteId} now` };
  }
  const isChat = error.code === 400 && CHAT_IS_THE_FAULT.test(error.description);
  return { kind: 'refused', cause: isChat ? 'permission' : cause, detail };
}

/**
 * Telegram does not say whether the chat or the bot has sent too much (core.telegram.org/bots/faq, read 2026-11-24).
 */
function throttled(
  { retryAfterSeconds }: TelegramFailure,
  detail: string,
): Extract<Outcome, { kind: 'throttled' }> {
  const retryAfterMs = retryAfterSeconds === null ? null : Math.max(0, retryAfterSeconds * 1000);
  return { kind: 'throttled', scope: 'unclear', retryAfterMs, detail };
}

function wordsOf({ code, description }: TelegramFailure): string {
  return `Telegram answers ${code}: ${inBrief(description) || 'no reason that can be read'}`;
}
