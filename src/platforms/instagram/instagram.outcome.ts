import { z } from 'zod';
import type { JsonAnswer, Sent } from '../../kernel/egress/index.js';
import type { NotIdentified, Outcome } from '../platform.js';
import { failureOf, isSuccess } from './instagram.answer.js';
import { pauseIn, waitOf } from './instagram.pauses.js';

/** Nothing is public after a private step that ended so. */
export type Ended = Exclude<Outcome, { kind: 'published' | 'uncertain' }>;

/** What a step came to that nobody sees. */
export type Step<T> = { kind: 'done'; value: T } | { kind: 'ended'; outcome: Ended };

/** Whatever was answered, nothing is public; at worst a container is left behind, which expires. */
export function outcomeOfStep<T>(sent: Sent<JsonAnswer>, shape: z.ZodType<T>): Step<T> {
  if (sent.kind === 'failed') {
    const detail = sent.wasHandedOver
      ? 'Instagram did not answer while the post was prepared'
      : 'Instagram could not be reached; nothing was sent';
    return ended({ kind: 'unavailable', detail });
  }
  const answer = sent.value;
  const read = shape.safeParse(answer.body);
  if (isSuccess(answer) && read.success) return { kind: 'done', value: read.data };
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    case 'application_limit':
      return ended({ kind: 'throttled', scope: 'application', ...waitOf(answer), detail });
    case 'account_limit':
      return ended({ kind: 'throttled', scope: 'account', ...waitOf(answer), detail });
    case 'content':
      return ended({ kind: 'refused', cause, detail });
    case 'credentials':
    case 'permission':
      return ended({ kind: 'refused', cause, detail });
    case 'blocked':
    case 'missing':
      return ended({ kind: 'refused', cause: 'permission', detail });
    case 'fetch':
    case 'not_ready':
    case 'container_gone':
    case 'unclear':
      return ended({ kind: 'unavailable', detail });
  }
}

/** What POST /{ig-user-id}/media_publish came to: the request that makes the post public. */
export function outcomeOfPublish(sent: Sent<JsonAnswer>): Outcome {
  if (sent.kind === 'failed') {
    return sent.wasHandedOver
      ? { kind: 'uncertain', cause: 'no_answer', detail: 'Instagram did not answer to the end' }
      : { kind: 'unavailable', detail: 'Instagram could not be reached; nothing is public' };
  }
  const answer = sent.value;
  const made = media.safeParse(answer.body);
  if (isSuccess(answer) && made.success) {
    const pause = pauseIn(answer);
    const done = { kind: 'published', remoteId: made.data.id, permalink: null } as const;
    return pause ? { ...done, pause } : done;
  }
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    case 'content':
    case 'credentials':
    case 'permission':
      return { kind: 'refused', cause, detail };
    case 'not_ready':
      return { kind: 'unavailable', detail };
    // Meta has answered "limit" and "blocked" here while the post was live (gitroomhq/postiz-app pull 1681), and a
    // container that became a post may be "gone": its own state is read before anything is repeated.
    case 'application_limit':
    case 'account_limit':
    case 'blocked':
    case 'container_gone':
    case 'missing':
    case 'fetch':
    case 'unclear':
      return { kind: 'uncertain', cause: 'unclear_answer', detail };
  }
}

/** Why a read failed; the words are fit for a person. */
export function readFailure(sent: Sent<JsonAnswer>): NotIdentified {
  if (sent.kind === 'failed') return { kind: 'unavailable', detail: 'Instagram did not answer' };
  const { cause, detail } = failureOf(sent.value);
  switch (cause) {
    case 'credentials':
    case 'permission':
      return { kind: 'refused', cause, detail };
    case 'blocked':
      return { kind: 'refused', cause: 'permission', detail };
    case 'application_limit':
    case 'account_limit':
    case 'container_gone':
    case 'content':
    case 'fetch':
    case 'missing':
    case 'not_ready':
    case 'unclear':
      return { kind: 'unavailable', detail };
  }
}

const media = z.object({ id: z.string().regex(/^\d+$/) });

function ended(outcome: Ended): { kind: 'ended'; outcome: Ended } {
  return { kind: 'ended', outcome };
}
