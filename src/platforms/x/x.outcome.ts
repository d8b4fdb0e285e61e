import { z } from 'zod';
import type { Sent } from '../../kernel/egress/index.js';
import type { NotIdentified, Outcome, RefusalCause } from '../platform.js';
import type { XAnswer } from './x.client.js';
import { CREDIT_PAUSE_MS } from './x.limits.js';
import { limitIn, pauseIn } from './x.pauses.js';
import { problemIn, wordsOf, type Problem } from './x.problem.js';

type XError = Extract<XAnswer, { kind: 'error' }>;

/**
 * What an error status of X proves about POST /2/tweets, when its body is X's own problem JSON. Sources: the
 * status table in docs.x.com/x-api/fundamentals/response-codes-and-errors (read 2026-08-22); 402 is seen in use
 * (tryethernal/ethernal issue 1326, 2026-06). What the table does not hold proves nothing.
 */
const PROOF: Readonly<Record<number, RefusalCause>> = {
  400: 'content',
  401: 'credentials',
  402: 'credit',
  403: 'permission',
};

/** The credit is the application's: no account of it can send until somebody buys some. Nothing went out. */
const CREDIT_USED_UP = 402;

// X sends no code for it: plhery/node-twitter-api-v2 issue 469, seen again in akrherz/iembot issue 163 (2026-02).
const DUPLICATE = /duplicate/i;

const created = z.object({ data: z.object({ id: z.string().regex(/^\d{1,19}$/) }) });

/** What POST /2/tweets came to. `now` turns X's reset instants into waits. */
export function outcomeOfCreate(sent: Sent<XAnswer>, handle: string, now: Date): Outcome {
  if (sent.kind === 'failed') {
    return sent.wasHandedOver
      ? { kind: 'uncertain', cause: 'no_answer', detail: 'X did not answer to the end' }
      : { kind: 'unavailable', detail: 'X could not be reached; nothing was sent' };
  }
  const answer = sent.value;
  if (answer.kind === 'error') return outcomeOfError(answer, now);
  const outcome = outcomeOfDone(answer.body, handle);
  const pause = pauseIn(answer.headers, now);
  return outcome.kind === 'published' && pause ? { ...outcome, pause } : outcome;
}

// X's own words for error 385, seen for a reply to a post that was there: plhery/node-twitter-api-v2 issue 366 (2022).
const NOT_VISIBLE = /deleted or not visible/i;

/**
 * What a reply came to. The account has just published, so that a reply is forbidden says nothing of the account: X may
 * not know the post yet that is answered, which passes, or does not let it be answered.
 */
export function outcomeOfReply(sent: Sent<XAnswer>, handle: string, now: Date): Outcome {
  const outcome = outcomeOfCreate(sent, handle, now);
  if (outcome.kind !== 'refused' || outcome.cause !== 'permission') return outcome;
  const { detail } = outcome;
  return NOT_VISIBLE.test(detail)
    ? { kind: 'unavailable', detail }
    : { kind: 'refused', cause: 'content', detail };
}

/** What a request came to that makes nothing public: whatever is not a refusal in X's own words may be tried again. */
export function outcomeOfPreparing(sent: Sent<XAnswer>, now: Date): Outcome {
  if (sent.kind === 'answered' && sent.value.kind === 'error') {
    const outcome = outcomeOfError(sent.value, now);
    if (outcome.kind !== 'uncertain') return outcome;
    const isTooLarge = sent.value.status === 413;
    return isTooLarge
      ? { kind: 'refused', cause: 'content', detail: outcome.detail }
      : { kind: 'unavailable', detail: outcome.detail };
  }
  return { kind: 'unavailable', detail: readFailure(sent).detail };
}

/** Page of a post; X finds it by the number whatever the handle is by now. */
export function permalinkOf(handle: string, postId: string): string {
  return `https://x.com/${encodeURIComponent(handle.replace(/^@/, ''))}/status/${postId}`;
}

/** The id of the post that a page of X shows. */
export function postIdAt(page: string): string | null {
  return (
    /^https?:\/\/(?:[a-z]+\.)?(?:x|twitter)\.com\/\w+(?:\/web)?\/status\/(\d{1,19})(?!\d)/i.exec(
      page,
    )?.[1] ?? null
  );
}

/** Why a read failed; the words are fit for a person. */
export function readFailure(sent: Sent<XAnswer>): NotIdentified {
  if (sent.kind === 'failed') return { kind: 'unavailable', detail: 'X did not answer' };
  if (sent.value.kind === 'done') {
    return { kind: 'unavailable', detail: 'X answered something else than its documents say' };
  }
  const { status, body } = sent.value;
  const detail = `X answers ${status}: ${wordsOf(problemIn(body))}`;
  const cause = PROOF[status];
  return cause === undefined || cause === 'content'
    ? { kind: 'unavailable', detail }
    : { kind: 'refused', cause, detail };
}

function outcomeOfDone(body: unknown, handle: string): Outcome {
  const parsed = created.safeParse(body);
  if (!parsed.success) return unclear('X answered without the id of a post');
  const { id } = parsed.data.data;
  return { kind: 'published', remoteId: id, permalink: permalinkOf(handle, id) };
}

function outcomeOfError(error: XError, now: Date): Outcome {
  const parsed = problemIn(error.body);
  const detail = `X answers ${error.status}: ${wordsOf(parsed)}`;
  // A limit is checked before anything is done, whoever in front of X words the answer.
  if (error.status === 429) return throttled(error, { problem: parsed, detail, now });
  const cause = PROOF[error.status];
  if (!parsed || cause === undefined) return unclear(detail);
  if (error.status === CREDIT_USED_UP) return outOfCredit(detail);
  if (error.status === 403 && DUPLICATE.test(wordsOf(parsed))) {
    return { kind: 'uncertain', cause: 'duplicate', detail };
  }
  return { kind: 'refused', cause, detail };
}

function unclear(detail: string): Outcome {
  return { kind: 'uncertain', cause: 'unclear_answer', detail };
}

function outOfCredit(detail: string): Outcome {
  return {
    kind: 'throttled',
    scope: 'application',
    retryAfterMs: CREDIT_PAUSE_MS,
    detail: `${detail}. Buy credit at console.x.com; sending goes on by itself`,
  };
}

function throttled(
  { headers }: XError,
  { problem, detail, now }: { problem: Problem | undefined; detail: string; now: Date },
): Outcome {
  const limit = limitIn(headers, now);
  // The application's paid allowance: xdevplatform/xdk issue 25 shows it beside healthy headers.
  const isCapped = /usage-?cap/i.test(`${problem?.type ?? ''} ${problem?.title ?? ''}`);
  return isCapped && limit.scope !== 'application'
    ? { kind: 'throttled', scope: 'application', retryAfterMs: null, detail }
    : { kind: 'throttled', ...limit, detail };
}
