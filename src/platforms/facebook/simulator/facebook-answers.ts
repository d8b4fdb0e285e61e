import { createHash } from 'node:crypto';
import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { RefusalCause, RefusalTerms } from '../../../sandbox/simulator.js';

interface GraphError {
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly type?: string;
  readonly subcode?: number;
  readonly isTransient?: boolean;
}

/** developers.facebook.com/docs/graph-api/guides/error-handling: clients tell errors apart by code
 *  and subcode, the HTTP status says little. */
function graphError(error: GraphError): Answer {
  const { status, code, message, type = 'OAuthException', subcode, isTransient = false } = error;
  const body = {
    message,
    type,
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    is_transient: isTransient,
    fbtrace_id: traceId(`${code}${message}`),
  };
  return jsonAnswer(status, { error: body });
}

export const expiredToken = () =>
  graphError({
    status: 401,
    code: 190,
    subcode: 463,
    message: 'Error validating access token: Session has expired.',
  });

export const missingToken = () =>
  graphError({
    status: 400,
    code: 2500,
    message: 'An active access token must be used to query information about the current user.',
  });

export const noPermission = () =>
  graphError({
    status: 403,
    code: 200,
    message:
      '(#200) If posting to a page, requires both pages_read_engagement and pages_manage_posts as an admin with sufficient administrative permission',
  });

export const invalidParameter = (reason: string) =>
  graphError({ status: 400, code: 100, message: `(#100) ${reason}` });

export const noSuchObject = (id: string) =>
  graphError({
    status: 400,
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  });

/** For two identical posts in a row on one Page. */
export const duplicate = () =>
  graphError({ status: 400, code: 506, message: '(#506) Duplicate status message' });

const blockedAsSpam = () =>
  graphError({
    status: 400,
    code: 368,
    message: 'The action attempted has been deemed abusive or is otherwise disallowed',
  });

/** Subcode 1366046: the photo is of another format, or too large. */
export const badPhoto = () =>
  graphError({
    status: 400,
    code: 324,
    subcode: 1_366_046,
    message: 'Missing or invalid image file',
  });

export const badUpload = (reason: string) =>
  graphError({ status: 400, code: 6001, subcode: 1_363_030, message: `(#6001) ${reason}` });

export const pageThrottled = () =>
  graphError({
    status: 400,
    code: 80001,
    message:
      '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
    isTransient: true,
  });

const unknownError = () =>
  graphError({
    status: 500,
    code: 2,
    message: 'An unexpected error has occurred. Please retry your request later.',
    isTransient: true,
  });

const byCode: Readonly<Record<number, () => Answer>> = {
  2: unknownError,
  190: expiredToken,
  200: noPermission,
  368: blockedAsSpam,
  506: duplicate,
  80001: pageThrottled,
};

export function facebookRefusal(cause: RefusalCause, terms: RefusalTerms): Answer {
  switch (cause) {
    case 'invalid':
      return (byCode[terms.code ?? 100] ?? (() => invalidParameter('Invalid parameter')))();
    case 'unauthorized':
      return expiredToken();
    case 'rate_limited': {
      const answer = pageThrottled();
      const minutes = Math.ceil(terms.retryAfterMs / 60_000);
      return { ...answer, headers: { ...answer.headers, ...usageHeader('0', 100, minutes) } };
    }
    case 'rate_limited_without_reset':
      return pageThrottled();
    case 'duplicate':
      return duplicate();
    case 'server_error':
      return unknownError();
  }
}

/** The Business Use Case header; the regain time is in minutes. */
export function usageHeader(
  pageId: string,
  percent: number,
  regainMinutes: number,
): Record<string, string> {
  const usage = {
    type: 'pages',
    call_count: percent,
    total_cputime: 0,
    total_time: 0,
    estimated_time_to_regain_access: regainMinutes,
  };
  return { 'x-business-use-case-usage': JSON.stringify({ [pageId]: [usage] }) };
}

function traceId(seed: string): string {
  return `A${createHash('sha256').update(seed).digest('base64url').slice(0, 22)}`;
}
