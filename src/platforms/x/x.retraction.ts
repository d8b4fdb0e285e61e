import { z } from 'zod';
import type { Sent } from '../../kernel/egress/index.js';
import type { Retracted } from '../platform.js';
import type { XAnswer } from './x.client.js';
import { CREDIT_PAUSE_MS } from './x.limits.js';
import { readFailure } from './x.outcome.js';
import { limitIn } from './x.pauses.js';
import { problemIn, saysNotFound } from './x.problem.js';

/** docs.x.com, DELETE /2/tweets/{id}; OpenAPI 2.167, read 2026-08-22. */
const deleted = z.object({ data: z.object({ deleted: z.literal(true) }) });

/**
 * What DELETE /2/tweets/{id} came to. Proof that the post is gone: X says that it was deleted, or, in its own problem
 * JSON, that it has no such post. A 404 of anything in between proves nothing.
 */
export function outcomeOfDelete(
  sent: Sent<XAnswer>,
  { postId, now }: { postId: string; now: Date },
): Retracted {
  if (sent.kind === 'failed') return notYet('X did not answer');
  const answer = sent.value;
  const isDeleted = answer.kind === 'done' && deleted.safeParse(answer.body).success;
  if (isDeleted || saysNotFound(problemIn(answer.body), postId)) return { kind: 'retracted' };
  const failure = readFailure(sent);
  const { kind, detail } = failure;
  if (kind === 'refused' && failure.cause === 'credit') return notYet(detail, CREDIT_PAUSE_MS);
  if (kind === 'refused') return { kind, detail };
  return answer.kind === 'error' && answer.status === 429
    ? notYet(detail, limitIn(answer.headers, now).retryAfterMs)
    : notYet(detail);
}

function notYet(detail: string, retryAfterMs: number | null = null): Retracted {
  return { kind: 'unavailable', retryAfterMs, detail };
}
