import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { RefusalCause, RefusalTerms } from '../../../sandbox/simulator.js';

/** docs.x.com/x-api/fundamentals/response-codes-and-errors, copy of 2026-08-22. */
const problems = 'https://api.x.com/2/problems';

interface Problem {
  readonly title: string;
  readonly detail: string;
  readonly type?: string;
  readonly resource_type?: string;
  readonly resource_id?: string;
}

function problem(status: number, { type = 'about:blank', ...rest }: Problem): Answer {
  const body = { ...rest, type, status };
  return jsonAnswer(status, body, { 'content-type': 'application/problem+json' });
}

export const unauthorized = () => problem(401, { title: 'Unauthorized', detail: 'Unauthorized' });

export const forbidden = (detail: string) => problem(403, { title: 'Forbidden', detail });

/** Seen in plhery/node-twitter-api-v2 issue 469 (2023) and akrherz/iembot issue 163 (2026-02). */
export const duplicate = () =>
  forbidden('You are not allowed to create a Tweet with duplicate content.');

/** Error 385 of X; seen in plhery/node-twitter-api-v2 issue 366 (2022). */
export const replyToNothing = () =>
  forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');

/** The rule is in docs.x.com, manage-tweets/integrate, copy of 2026-08-22; it shows no answer, so these words are chosen. */
export const notSummoned = () =>
  forbidden('Replying is permitted only where the author of the post has summoned the account.');

/** X's status table does not list it; seen in tryethernal/ethernal issue 1326 (2026-06). */
const creditsDepleted = () =>
  problem(402, {
    title: 'CreditsDepleted',
    detail: 'Your enrolled account has no credits left for this request.',
  });

export const tooManyRequests = () =>
  problem(429, { title: 'Too Many Requests', detail: 'Too Many Requests' });

export function invalid(parameter: string, value: string, message: string): Answer {
  const body = {
    errors: [{ parameters: { [parameter]: [value] }, message }],
    title: 'Invalid Request',
    detail: 'One or more parameters to your request was invalid.',
    type: `${problems}/invalid-request`,
  };
  return jsonAnswer(400, body, { 'content-type': 'application/problem+json' });
}

export function notFoundEntry(id: string): object {
  return {
    value: id,
    detail: `Could not find tweet with ids: [${id}].`,
    title: 'Not Found Error',
    resource_type: 'tweet',
    parameter: 'ids',
    resource_id: id,
    type: `${problems}/resource-not-found`,
  };
}

export const notFound = (id: string) =>
  problem(404, {
    title: 'Not Found Error',
    detail: `Could not find tweet with id: [${id}].`,
    resource_type: 'tweet',
    resource_id: id,
    type: `${problems}/resource-not-found`,
  });

export function xRefusal(cause: RefusalCause, terms: RefusalTerms): Answer {
  switch (cause) {
    case 'invalid':
      return refusalOf(terms.status ?? 400);
    case 'unauthorized':
      return unauthorized();
    case 'rate_limited': {
      const resetAt = Math.ceil((terms.now.getTime() + terms.retryAfterMs) / 1000);
      const headers = {
        'x-rate-limit-limit': '100',
        'x-rate-limit-remaining': '0',
        'x-rate-limit-reset': String(resetAt),
      };
      const answer = tooManyRequests();
      return { ...answer, headers: { ...answer.headers, ...headers } };
    }
    case 'rate_limited_without_reset':
      return tooManyRequests();
    case 'duplicate':
      return duplicate();
    case 'server_error':
      return problem(503, { title: 'Service Unavailable', detail: 'Service Unavailable' });
  }
}

function refusalOf(status: number): Answer {
  if (status === 401) return unauthorized();
  if (status === 402) return creditsDepleted();
  if (status === 403) return forbidden('You are not permitted to perform this action.');
  if (status === 429) return tooManyRequests();
  return invalid('text', '', 'text: the text is not acceptable');
}
