import { z } from 'zod';
import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { Retracted } from '../platform.js';
import { failureOf, isSuccess } from './instagram.answer.js';
import { SETTLED_AFTER_MS } from './instagram.limits.js';
import { readFailure } from './instagram.outcome.js';
import { waitOf } from './instagram.pauses.js';

/**
 * What DELETE /{ig-media-id} came to: posts, reels, stories and whole carousels, of accounts with Facebook Login, since
 * 2025-12-03. Meta has one answer, 100/33, for a post that does not exist and for one that the token may not see.
 */
export function outcomeOfDelete(sent: Sent<JsonAnswer>): Retracted | { kind: 'missing' } {
  if (sent.kind === 'failed') return notYet('Instagram did not answer');
  const answer = sent.value;
  if (isSuccess(answer) && confirmation.safeParse(answer.body).success)
    return { kind: 'retracted' };
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    case 'missing':
      return { kind: 'missing' };
    case 'credentials':
    case 'permission':
      return { kind: 'refused', detail };
    case 'blocked':
      return { kind: 'refused', detail: `${detail}. Delete the post in the app` };
    case 'application_limit':
    case 'account_limit':
      return { kind: 'unavailable', ...waitOf(answer), detail };
    case 'content':
    case 'fetch':
    case 'not_ready':
    case 'container_gone':
    case 'unclear':
      return notYet(detail);
  }
}

/** A missing post is gone when the token speaks for the very account, and the post is not too fresh to be found. */
export function outcomeOfMissing(
  whose: Sent<JsonAnswer>,
  { igUserId, ageMs }: { igUserId: string; ageMs: number },
): Retracted {
  const parsed = account.safeParse(whose.kind === 'answered' ? whose.value.body : undefined);
  if (!parsed.success) {
    const { kind, detail } = readFailure(whose);
    return kind === 'refused' ? { kind, detail } : notYet(detail);
  }
  if (parsed.data.instagram_business_account?.id !== igUserId) {
    const detail = 'The token speaks for another account than the one that the post stands on';
    return { kind: 'refused', detail };
  }
  if (ageMs >= SETTLED_AFTER_MS) return { kind: 'retracted' };
  return notYet('Instagram does not find the fresh post (yet)', SETTLED_AFTER_MS - ageMs);
}

const confirmation = z.object({ success: z.literal(true) });
const account = z.object({
  id: z.string(),
  instagram_business_account: z.object({ id: z.string() }).optional(),
});

function notYet(detail: string, retryAfterMs: number | null = null): Retracted {
  return { kind: 'unavailable', retryAfterMs, detail };
}
