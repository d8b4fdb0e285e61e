import { z } from 'zod';
import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { NotIdentified, Outcome, Pause } from '../platform.js';
import { failureOf, isDone, isSuccess } from './facebook.answer.js';
import { pauseIn, waitOf } from './facebook.pauses.js';

/** Nothing is public after a private step that ended so. */
export type Ended = Exclude<Outcome, { kind: 'published' | 'uncertain' }>;

/** What a step came to that nobody outside the Page sees. */
export type Step<T> =
  /** `usedUp`: the call was the last of the allowance, so that the next one would be refused. */
  { kind: 'done'; value: T; usedUp: Pause | undefined } | { kind: 'ended'; outcome: Ended };

/** What POST /{page-id}/feed with published=false came to. */
export type Prepared =
  | { kind: 'prepared'; postId: string; usedUp: Pause | undefined }
  | { kind: 'ended'; outcome: Ended };

export function outcomeOfPrepare(sent: Sent<JsonAnswer>): Prepared {
  const step = outcomeOfStep(sent, draft);
  return step.kind === 'ended'
    ? step
    : { kind: 'prepared', postId: step.value.id, usedUp: step.usedUp };
}

/** Whatever was answered, nothing is public; at worst a draft or a file is left behind on the Page. */
export function outcomeOfStep<T>(sent: Sent<JsonAnswer>, shape: z.ZodType<T>): Step<T> {
  if (sent.kind === 'failed') {
    const detail = sent.wasHandedOver
      ? 'Facebook did not answer while the post was prepared; a draft may be left on the Page'
      : 'Facebook could not be reached; nothing was sent';
    return ended({ kind: 'unavailable', detail });
  }
  const answer = sent.value;
  const made = shape.safeParse(answer.body);
  if (isSuccess(answer) && made.success) {
    return { kind: 'done', value: made.data, usedUp: pauseIn(answer, 100) };
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

/** What the request came to that makes a post, a video or a reel public. */
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
export function readFailure(sent: Sent<JsonAnswer>): NotIdentified {
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

function ended(outcome: Ended): { kind: 'ended'; outcome: Ended } {
  return { kind: 'ended', outcome };
}
