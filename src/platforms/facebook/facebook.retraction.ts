import { z } from 'zod';
import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { Retracted } from '../platform.js';
import { failureOf, isDone } from './facebook.answer.js';
import { SETTLED_AFTER_MS } from './facebook.limits.js';
import { readFailure } from './facebook.outcome.js';
import { waitOf } from './facebook.pauses.js';

/**
 * What DELETE /{post-id} came to. Meta has one answer, 100/33, for a post that does not exist and for one that the token
 * may not see: `missing` is no proof yet.
 */
export function outcomeOfDelete(sent: Sent<JsonAnswer>): Retracted | { kind: 'missing' } {
  if (sent.kind === 'failed') return notYet('Facebook did not answer');
  const answer = sent.value;
  if (isDone(answer)) return { kind: 'retracted' };
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    case 'missing':
      return { kind: 'missing' };
    case 'credentials':
    case 'permission':
    case 'blocked':
      return { kind: 'refused', detail };
    case 'application_limit':
    case 'account_limit':
      return { kind: 'unavailable', ...waitOf(answer), detail };
    case 'content':
    case 'duplicate':
    case 'unclear':
      return notYet(detail);
  }
}

/**
 * What follows from a missing post, once the token has been asked whom it speaks for. It is gone when that is the very
 * Page, which sees all posts of its own, and the post is not so fresh that Meta may not find it yet.
 */
export function outcomeOfMissing(
  whose: Sent<JsonAnswer>,
  { pageId, ageMs }: { pageId: string; ageMs: number },
): Retracted {
  const parsed = page.safeParse(whose.kind === 'answered' ? whose.value.body : undefined);
  if (!parsed.success) {
    const { kind, detail } = readFailure(whose);
    return kind === 'refused' ? { kind, detail } : notYet(detail);
  }
  if (parsed.data.id !== pageId) {
    return { kind: 'refused', detail: 'The token speaks for another Page than the post stands on' };
  }
  if (ageMs >= SETTLED_AFTER_MS) return { kind: 'retracted' };
  return notYet('Facebook does not find the fresh post (yet)', SETTLED_AFTER_MS - ageMs);
}

const page = z.object({ id: z.string() });

function notYet(detail: string, retryAfterMs: number | null = null): Retracted {
  return { kind: 'unavailable', retryAfterMs, detail };
}
