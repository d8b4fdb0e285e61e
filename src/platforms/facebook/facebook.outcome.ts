import { z } from 'zod';
import { inBrief, type JsonAnswer, type Sent } from '../../kernel/egress/index.js';
import type { Identified, Outcome, Pause, Retracted } from '../platform.js';
import { causeOf, type GraphCause } from './facebook.errors.js';
import { USED_UP_PERCENT } from './facebook.limits.js';

/** What POST /{page-id}/feed with published=false came to. */
export type Prepared =
  | { kind: 'prepared'; postId: string }
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
  if (isSuccess(answer) && made.success) return { kind: 'prepared', postId: made.data.id };
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
  if (isSuccess(answer) && flipped.safeParse(answer.body).success) {
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

/** What DELETE /{post-id} came to. A post that does not exist (100/33) is gone; so is one that was deleted before. */
export function outcomeOfDelete(sent: Sent<JsonAnswer>): Retracted {
  if (sent.kind === 'failed') {
    return { kind: 'unavailable', retryAfterMs: null, detail: 'Facebook did not answer' };
  }
  const answer = sent.value;
  if (isSuccess(answer) && flipped.safeParse(answer.body).success) return { kind: 'retracted' };
  const { cause, detail } = failureOf(answer);
  switch (cause) {
    case 'missing':
      return { kind: 'retracted' };
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
      return { kind: 'unavailable', retryAfterMs: null, detail };
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
const flipped = z.object({ success: z.literal(true) });

/** developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11-24. */
const envelope = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number(),
    error_subcode: z.number().optional(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
});

function failureOf({ status, body }: JsonAnswer): { cause: GraphCause; detail: string } {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) {
    return { cause: 'unclear', detail: `Facebook answers ${status} in a form that is not its own` };
  }
  const { error } = parsed.data;
  const number = [error.code, error.error_subcode].filter((part) => part !== undefined).join('/');
  const words = inBrief(error.error_user_msg ?? error.message) || 'no reason given';
  return { cause: causeOf(error), detail: `Facebook answers ${number}: ${words}` };
}

function isSuccess({ status }: JsonAnswer): boolean {
  return status >= 200 && status < 300;
}

/**
 * X-Business-Use-Case-Usage tells in minutes when a Page may go on;
 * developers.facebook.com/docs/graph-api/overview/rate-limiting, read 2026-08-13.
 */
const usage = z.record(
  z.string(),
  z.array(
    z.object({
      call_count: z.number().default(0),
      estimated_time_to_regain_access: z.number().default(0),
    }),
  ),
);

function waitOf({ headers }: JsonAnswer): { retryAfterMs: number | null } {
  const header = headers['x-business-use-case-usage'];
  const parsed = usage.safeParse(jsonOrNull(typeof header === 'string' ? header : ''));
  if (!parsed.success) return { retryAfterMs: null };
  const minutes = Object.values(parsed.data)
    .flat()
    .map((limit) => limit.estimated_time_to_regain_access);
  const longestMinutes = Math.max(0, ...minutes);
  return { retryAfterMs: longestMinutes > 0 ? longestMinutes * 60_000 : null };
}

/** Meta's own figure says, beside a success, that the Page's allowance is used up. */
function pauseIn({ headers }: JsonAnswer): Pause | undefined {
  const header = headers['x-business-use-case-usage'];
  const parsed = usage.safeParse(jsonOrNull(typeof header === 'string' ? header : ''));
  const limits = parsed.success ? Object.values(parsed.data).flat() : [];
  const used = limits.filter(({ call_count }) => call_count >= USED_UP_PERCENT);
  if (used.length === 0) return undefined;
  const minutes = Math.max(5, ...used.map((limit) => limit.estimated_time_to_regain_access));
  return {
    scope: 'account',
    forMs: minutes * 60_000,
    detail: `Facebook says that the Page has used ${Math.max(...used.map(({ call_count }) => call_count))} % of its calls`,
  };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function ended(outcome: Extract<Prepared, { kind: 'ended' }>['outcome']): Prepared {
  return { kind: 'ended', outcome };
}
