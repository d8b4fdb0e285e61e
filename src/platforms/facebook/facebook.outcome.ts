import { z } from 'zod';
import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { Identified, Outcome, Pause } from '../platform.js';
import { failureOf, isDone, isSuccess } from './facebook.answer.js';
import { pauseIn, waitOf } from './facebook.pauses.js';

/** What POST /{page-id}/feed with published=false came to. */
export type Prepared =
  /** `usedUp`: the call was the last of the allowance, so that the next one would be refused. */
  | { kind: 'prepared'; postId: string; usedUp: Pause | undefined }
  | { kind: 'ended'; outcome: Exclude<Outcome, { kind: 'published' | 'uncertain' }> };

/** Nothing is public after it, whatever was answered; at worst a draft is left behind on the Page. */
export function outcomeOfPrepare(sent: Sent<JsonAnswer>): Prepared {
  if (sent.kind === 'failed') {
    const detail = sent.wasHandedOver
      ? 'Facebook did not answer while the post was prepared; a draft may be left on the Page'
      : 'Facebook could not be reached; nothing was sent';
    return ended({ kind: 'unavailable', detail });
  }
  const answer = sent.value;
  const made = draft.safeParse(answer.body);
  if (isSuccess(answer) && made.success) {
    return { kind: 'prepared', postId: made.data.id, usedUp: pauseIn(answer, 100) };
  }
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    case 'application_limit':
      return ended({ kind: 'throttled', scope: 'application', ...waitOf(answer), detail });
    case 'account_limit':
      return ended({ kind: 'throttled', scope: 'account', ...waitOf(answer), detail });
    case 'content':
    case 'duplicate':
      return ended({ kind: 'refused', cause: 'content', detail });
    case 'credentials':
    case 'permission':
      return ended({ kind: 'refused', cause, detail });
    // Also where the Page itself can't be found: its keeper has to look.
    case 'blocked':
    case 'missing':
      return ended({ kind: 'refused', cause: 'permission', detail });
    case 'unclear':
      return ended({ kind: 'unavailable', detail });
  }
}

/** What POST /{post-id} with is_published=true came to: the request that makes the post public. */
export function outcomeOfFlip(sent: Sent<JsonAnswer>, postId: string): Outcome {
  if (sent.kind === 'failed') {
    return sent.wasHandedOver
      ? { kind: 'uncertain', cause: 'no_answer', detail: 'Facebook did not answer to the end' }
      : { kind: 'unavailable', detail: 'Facebook could not be reached; the post is still a draft' };
  }
  const answer = sent.value;
  if (isDone(answer)) {
    const pause = pauseIn(answer);
    return {
      kind: 'published',
      remoteId: postId,
      permalink: permalinkOf(postId),
      ...(pause ? { pause } : {}),
    };
  }
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    case 'duplicate':
      return { kind: 'uncertain', cause: 'duplicate', detail };
    case 'content':
    case 'credentials':
    case 'permission':
      return { kind: 'refused', cause, detail };
    // The draft can't be loaded, so it was not changed: deleted, or too fresh to be found.
    case 'missing':
      return { kind: 'unavailable', detail };
    // Meta has answered "limit" and "blocked" at the step that publishes while the post was live (seen on Instagram,
    // gitroomhq/postiz-app pull 1681): the draft's own state is read before anything is repeated.
    case 'application_limit':
    case 'account_limit':
    case 'blocked':
    case 'unclear':
      return { kind: 'uncertain', cause: 'unclear_answer', detail };
  }
}

/** Why a read failed; the words are fit for a person. */
export function readFailure(sent: Sent<JsonAnswer>): Exclude<Identified, { kind: 'identified' }> {
  if (sent.kind === 'failed') return { kind: 'unavailable', detail: 'Facebook did not answer' };
  const { cause, detail } = failureOf(sent.value);
  switch (cause) {
    case 'credentials':
    case 'permission':
      return { kind: 'refused', cause, detail };
    case 'blocked':
      return { kind: 'refused', cause: 'permission', detail };
    case 'application_limit':
    case 'account_limit':
    case 'content':
    case 'duplicate':
    case 'missing':
    case 'unclear':
      return { kind: 'unavailable', detail };
  }
}

/** Facebook leads from this address to the post's own. */
export function permalinkOf(postId: string): string {
  return `https://www.facebook.com/${encodeURIComponent(postId)}`;
}

/** The id of a post is `{page-id}_{number}`; developers.facebook.com/docs/pages-api/posts, read 2026-10-04. */
const draft = z.object({ id: z.string().regex(/^\d+(_\d+)?$/) });

function ended(outcome: Extract<Prepared, { kind: 'ended' }>['outcome']): Prepared {
  return { kind: 'ended', outcome };
}
