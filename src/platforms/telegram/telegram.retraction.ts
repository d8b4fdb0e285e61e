import type { Sent } from '../../kernel/egress/index.js';
import type { Retracted } from '../platform.js';
import type { TelegramAnswer } from './telegram.client.js';
import { outcomeOfError } from './telegram.outcome.js';

/** The server's own words for a message that it does not find; tdlib/telegram-bot-api 10.0 (2026-05-07). */
const GONE = /\bmessage to delete not found\b/i;

/**
 * What deleteMessage came to. Proof that the message is gone: `true`, or 400 with the words above. Too old or without
 * the right to is 400 "message can't be deleted", which a person has to see to; core.telegram.org/bots/api#deletemessage,
 * Bot API 10.1, read 2026-11-24.
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
  const outcome = outcomeOfError(answer);
  switch (outcome.kind) {
    case 'refused':
      return { kind: 'refused', detail: outcome.detail };
    case 'throttled':
      return notYet(outcome.detail, outcome.retryAfterMs);
    case 'uncertain':
      return notYet(outcome.detail);
  }
}

function notYet(detail: string, retryAfterMs: number | null = null): Retracted {
  return { kind: 'unavailable', retryAfterMs, detail };
}
