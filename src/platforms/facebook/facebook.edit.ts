import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { Edited } from '../platform.js';
import { failureOf, isDone } from './facebook.answer.js';
import { waitOf } from './facebook.pauses.js';

/** What POST /{post-id} with another text came to. Made twice it is made once, so doubt is no harm. */
export function outcomeOfEdit(sent: Sent<JsonAnswer>): Edited {
  if (sent.kind === 'failed') return notYet('Facebook did not answer');
  const answer = sent.value;
  if (isDone(answer)) return { kind: 'edited' };
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    // Meta lets an application edit only what it has published itself, and finds nothing else.
    case 'missing':
    case 'content':
    case 'credentials':
    case 'permission':
    case 'blocked':
      return { kind: 'refused', detail };
    case 'application_limit':
    case 'account_limit':
      return { kind: 'unavailable', ...waitOf(answer), detail };
    case 'duplicate':
    case 'unclear':
      return notYet(detail);
  }
}

function notYet(detail: string): Edited {
  return { kind: 'unavailable', retryAfterMs: null, detail };
}
