import type { Sent } from '../../kernel/egress/index.js';
import type { Edited, Retracted } from '../platform.js';
import type { TelegramAnswer } from './telegram.client.js';
import { outcomeOfError } from './telegram.outcome.js';

/** The server's own words for a message that it does not find; tdlib/telegram-bot-api 10.0 (2026-05-07). */
const GONE = /\bmessage to delete not found\b/i;
/** Older than 48 hours, or without the right to. */
const UNDELETABLE = /\bmessage can't be deleted\b/i;
/** A bot edits what it has sent, and nothing of another bot's. */
const UNEDITABLE = /\bmessage can't be edited\b/i;
const UNMODIFIED = /\bmessage is not modified\b/i;
const NO_TEXT = /\bthere is no text in the message to edit\b/i;

/**
 * What deleteMessage or deleteMessages came to. Proof that the message is gone: `true`, or 400 with the words above; of
 * several, those that are gone already are passed over. Too old or without the right to is 400 "message can't be
 * deleted"; core.telegram.org/bots/api#deletemessage and #deletemessages, Bot API 10.1, read 2026-11-24.
 */
export function outcomeOfDelete(sent: Sent<TelegramAnswer>): Retracted {
  if (sent.kind === 'failed') return notYet('Telegram did not answer');
  const answer = sent.value;
  if (answer.kind === 'done') {
    return answer.result === true
      ? { kind: 'retracted' }
      : notYet('Telegram answered the delete with something else than its documents say');
  }
  if (answer.code === 400 && GONE.test(answer.description)) return { kind: 'retracted' };
  return refusalOf(answer);
}

/** What an edit came to: the same text twice is an edit that was made. */
export function outcomeOfEdit(sent: Sent<TelegramAnswer>): Edited {
  if (sent.kind === 'failed') return notYet('Telegram did not answer');
  const answer = sent.value;
  if (answer.kind === 'done') return { kind: 'edited' };
  if (says(answer, UNMODIFIED)) return { kind: 'edited' };
  const refusal = refusalOf(answer);
  return says(answer, UNEDITABLE)
    ? { ...refusal, detail: `${refusal.detail}. ${ANOTHERS}` }
    : refusal;
}

/** The delete is refused for good; the words can still be replaced. */
export function isUndeletable(sent: Sent<TelegramAnswer>): boolean {
  return sent.kind === 'answered' && says(sent.value, UNDELETABLE);
}

/** The message is a picture, a video or a poll. */
export function hasNoText(sent: Sent<TelegramAnswer>): boolean {
  return sent.kind === 'answered' && says(sent.value, NO_TEXT);
}

function says(answer: TelegramAnswer, words: RegExp): boolean {
  return answer.kind === 'error' && answer.code === 400 && words.test(answer.description);
}

function refusalOf(
  answer: Extract<TelegramAnswer, { kind: 'error' }>,
): Extract<Edited, { kind: 'unavailable' | 'refused' }> {
  const outcome = outcomeOfError(answer);
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'refused', detail: outcome.detail };
    case 'moved':
      return { kind: 'refused', detail: `${outcome.detail}. ${STAYED_BEHIND}` };
    case 'throttled':
      return notYet(outcome.detail, outcome.retryAfterMs);
    case 'uncertain':
      return notYet(outcome.detail);
  }
}

/** Messages keep their numbers in the group as it was; in the supergroup the same number is another message. */
const STAYED_BEHIND =
  'A bot can’t reach what was sent before: open the chat and change or delete it by hand';

const ANOTHERS =
  'A bot changes only what it has sent itself. If another bot sent this, before the token was replaced, open the chat and change it by hand';

function notYet(detail: string, retryAfterMs: number | null = null) {
  return { kind: 'unavailable' as const, retryAfterMs, detail };
}
