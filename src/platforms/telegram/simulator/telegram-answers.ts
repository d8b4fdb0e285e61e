import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { RefusalCause, RefusalTerms } from '../../../sandbox/simulator.js';

/** core.telegram.org/bots/api#making-requests: the HTTP status equals error_code. Descriptions are
 *  those of the server's source, tdlib/telegram-bot-api 10.0 (2026-05-07). */
export function succeeded(result: unknown): Answer {
  return jsonAnswer(200, { ok: true, result });
}

export function failed(errorCode: number, description: string, parameters?: object): Answer {
  const more = parameters ? { parameters } : {};
  return jsonAnswer(errorCode, { ok: false, error_code: errorCode, description, ...more });
}

export const badRequest = (reason: string) => failed(400, `Bad Request: ${reason}`);
export const unauthorized = () => failed(401, 'Unauthorized');
export const notFound = () => failed(404, 'Not Found');

export function floodWait(retryAfterMs: number): Answer {
  const seconds = Math.ceil(retryAfterMs / 1000);
  return failed(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
}

/** core.telegram.org/bots/api#responseparameters; null for a group that is where it was. */
export function upgradedAnswer({ movedToChatId }: { movedToChatId?: number | undefined }) {
  if (movedToChatId === undefined) return null;
  const reason = 'Bad Request: group chat was upgraded to a supergroup chat';
  return failed(400, reason, { migrate_to_chat_id: movedToChatId });
}

export function telegramRefusal(cause: RefusalCause, terms: RefusalTerms): Answer {
  switch (cause) {
    case 'invalid':
      return refusalOf(terms.status ?? 400);
    case 'unauthorized':
      return unauthorized();
    case 'rate_limited':
      return floodWait(terms.retryAfterMs);
    case 'rate_limited_without_reset':
      return failed(429, 'Too Many Requests');
    case 'duplicate':
      // Telegram refuses no repeated message; the nearest answer is the one to a repeated edit.
      return badRequest(sameContent);
    case 'server_error':
      return failed(500, 'Internal Server Error');
  }
}

export const sameContent =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

function refusalOf(status: number): Answer {
  if (status === 401) return unauthorized();
  if (status === 403) return failed(403, 'Forbidden: bot was kicked from the channel chat');
  if (status === 429) return failed(429, 'Too Many Requests');
  return badRequest('chat not found');
}
