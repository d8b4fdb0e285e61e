import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { Outcome } from '../platform.js';
import { provedCause, sentTimestamp, wordsOf } from './signal.answer.js';

/**
 * What a send came to. Not a limit either is proof: a 429 is said of messages that have reached some of the group
 * (signal-cli issue 2071, 2026-06-12, read 2026-11-24).
 */
export function outcomeOfSend(sent: Sent<JsonAnswer>): Outcome {
  if (sent.kind === 'failed') {
    return sent.wasHandedOver
      ? {
          kind: 'uncertain',
          cause: 'no_answer',
          detail: 'The Signal service did not answer to the end',
        }
      : {
          kind: 'unavailable',
          detail: 'The Signal service could not be reached; nothing was sent',
        };
  }
  const answer = sent.value;
  const remoteId = sentTimestamp(answer);
  if (remoteId !== null) return { kind: 'published', remoteId, permalink: null };
  const cause = provedCause(answer);
  const detail = wordsOf(answer);
  return cause === null
    ? { kind: 'uncertain', cause: 'unclear_answer', detail }
    : { kind: 'refused', cause, detail };
}
