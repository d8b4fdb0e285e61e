import { z } from 'zod';
import { inBrief, type Sent } from '../../kernel/egress/index.js';
import type { Identified, Outcome, Pause, RefusalCause, Retracted } from '../platform.js';
import type { XAnswer, XHeaders } from './x.client.js';

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

// X sends no code for it: plhery/node-twitter-api-v2 issue 469, seen again in akrherz/iembot issue 163 (2026-02).
const DUPLICATE = /duplicate/i;

const deleted = z.object({ data: z.object({ deleted: z.literal(true) }) });
const created = z.object({ data: z.object({ id: z.string().regex(/^\d{1,19}$/) }) });

/** X's own form, told from the JSON of something in between by its title or its list of errors. */
const problem = z
  .object({
    title: z.string().optional(),
    detail: z.string().optional(),
    type: z.string().optional(),
    errors: z.array(z.looseObject({ message: z.string().optional() })).optional(),
  })
  .refine(({ title, errors }) => title !== undefined || errors !== undefined);
type Problem = z.infer<typeof problem>;

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

/** What DELETE /2/tweets/{id} came to. What X does not know any more is gone. */
export function outcomeOfDelete(sent: Sent<XAnswer>, now: Date): Retracted {
  if (sent.kind === 'answered' && sent.value.kind === 'done') {
    const isDeleted = deleted.safeParse(sent.value.body).success;
    const detail = 'X answered the delete with something else than its documents say';
    return isDeleted ? { kind: 'retracted' } : { kind: 'unavailable', retryAfterMs: null, detail };
  }
  if (sent.kind === 'answered' && sent.value.kind === 'error') {
    const { status, headers } = sent.value;
    if (status === 404) return { kind: 'retracted' };
    const { kind, detail } = readFailure(sent);
    const forMs = status === 429 ? (pauseIn(headers, now)?.forMs ?? null) : null;
    return kind === 'refused'
      ? { kind, detail }
      : { kind: 'unavailable', retryAfterMs: forMs, detail };
  }
  return { kind: 'unavailable', retryAfterMs: null, detail: 'X did not answer' };
}

/** Page of a post; X finds it by the number whatever the handle is by now. */
export function permalinkOf(handle: string, postId: string): string {
  return `https://x.com/${encodeURIComponent(handle.replace(/^@/, ''))}/status/${postId}`;
}

/** Why a read failed; the words are fit for a person. */
export function readFailure(sent: Sent<XAnswer>): Exclude<Identified, { kind: 'identified' }> {
  if (sent.kind === 'failed') return { kind: 'unavailable', detail: 'X did not answer' };
  if (sent.value.kind === 'done') {
    return { kind: 'unavailable', detail: 'X answered something else than its documents say' };
  }
  const { status, body } = sent.value;
  const detail = `X answers ${status}: ${wordsOf(problem.safeParse(body).data)}`;
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
  const parsed = problem.safeParse(error.body).data;
  const detail = `X answers ${error.status}: ${wordsOf(parsed)}`;
  // A limit is checked before anything is done, whoever in front of X words the answer.
  if (error.status === 429) return throttled(error, { problem: parsed, detail, now });
  const cause = PROOF[error.status];
  if (!parsed || cause === undefined) return unclear(detail);
  if (error.status === 403 && DUPLICATE.test(wordsOf(parsed))) {
    return { kind: 'uncertain', cause: 'duplicate', detail };
  }
  return { kind: 'refused', cause, detail };
}

function unclear(detail: string): Outcome {
  return { kind: 'uncertain', cause: 'unclear_answer', detail };
}

/**
 * X names its buckets in headers: `x-rate-limit-*` for 15 minutes of the account, `x-user-limit-24hour-*` and
 * `x-app-limit-24hour-*` for a day (docs.x.com/x-api/fundamentals/rate-limits, read 2026-08-22; iembot issue 163).
 */
const BUCKETS = [
  { prefix: 'x-rate-limit', scope: 'account' },
  { prefix: 'x-user-limit-24hour', scope: 'account' },
  { prefix: 'x-app-limit-24hour', scope: 'application' },
] as const;

function throttled(
  { headers }: XError,
  { problem: said, detail, now }: { problem: Problem | undefined; detail: string; now: Date },
): Outcome {
  const pause = pauseIn(headers, now);
  // The application's paid allowance: xdevplatform/xdk issue 25 shows it beside healthy headers.
  const isCapped = /usage-?cap/i.test(`${said?.type ?? ''} ${said?.title ?? ''}`);
  return {
    kind: 'throttled',
    scope: isCapped ? 'application' : (pause?.scope ?? 'account'),
    retryAfterMs: pause?.forMs ?? null,
    detail,
  };
}

/** The pause that the buckets ask for which the headers call empty; undefined when none is, or it names no time. */
function pauseIn(headers: XHeaders, now: Date): Pause | undefined {
  const empty = BUCKETS.filter(({ prefix }) => numberIn(headers, `${prefix}-remaining`) === 0);
  const resetsAtMs = empty.flatMap(({ prefix }) => {
    const resetSeconds = numberIn(headers, `${prefix}-reset`);
    return resetSeconds === null ? [] : [resetSeconds * 1000];
  });
  if (resetsAtMs.length === 0) return undefined;
  return {
    scope: empty.some(({ scope }) => scope === 'application') ? 'application' : 'account',
    forMs: Math.max(0, Math.max(...resetsAtMs) - now.getTime()),
    detail: `X takes no more until ${new Date(Math.max(...resetsAtMs)).toISOString()}`,
  };
}

function numberIn(headers: XHeaders, name: string): number | null {
  const value = headers[name];
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
}

function wordsOf(said: Problem | undefined): string {
  const messages = said?.errors?.map(({ message }) => message) ?? [];
  const words = [said?.title, said?.detail, ...messages].filter((word) => word !== undefined);
  return words.length > 0 ? inBrief([...new Set(words)].join('; ')) : 'no reason that can be read';
}
