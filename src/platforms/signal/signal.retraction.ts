import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { Edited, Retracted } from '../platform.js';
import { provedCause, sentTimestamp, wordsOf } from './signal.answer.js';

type Undone = Exclude<Retracted, { kind: 'retracted' | 'withdrawn' }>;

/** A delete is a message of its own: that it was sent is all that anybody learns, also of a post that was gone before. */
export function outcomeOfDelete(sent: Sent<JsonAnswer>): Retracted {
  return undone(sent) ?? { kind: 'retracted' };
}

/** An edit is one as well. */
export function outcomeOfEdit(sent: Sent<JsonAnswer>): Edited {
  return undone(sent) ?? { kind: 'edited' };
}

/** Null: it was sent. */
function undone(sent: Sent<JsonAnswer>): Undone | null {
  if (sent.kind === 'failed') return notYet('The Signal service did not answer');
  const answer = sent.value;
  if (sentTimestamp(answer) !== null) return null;
  const isRefused = answer.status === 403 || provedCause(answer) !== null;
  return isRefused ? { kind: 'refused', detail: wordsOf(answer) } : notYet(wordsOf(answer));
}

function notYet(detail: string): Undone {
  return { kind: 'unavailable', retryAfterMs: null, detail };
}
