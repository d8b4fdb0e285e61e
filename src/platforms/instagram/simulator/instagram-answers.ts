import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { RefusalCause, RefusalTerms } from '../../../sandbox/simulator.js';

interface GraphError {
  readonly status?: number;
  readonly code: number;
  readonly subcode?: number;
  readonly message: string;
  readonly isTransient?: boolean;
}

/** documentation/instagram-platform/instagram-graph-api/reference/error-codes, 2026-06-02, read 2026-11-24. */
function graphError(error: GraphError): Answer {
  const { status = 400, code, subcode, message, isTransient = false } = error;
  return jsonAnswer(status, {
    error: {
      message,
      type: 'OAuthException',
      code,
      ...(subcode === undefined ? {} : { error_subcode: subcode }),
      is_transient: isTransient,
      fbtrace_id: 'AInstagramInTheSandbox',
    },
  });
}

export const expiredToken = () =>
  graphError({ status: 401, code: 190, subcode: 463, message: 'Error validating access token' });

export const noPermission = () =>
  graphError({
    status: 403,
    code: 10,
    message: '(#10) Application does not have permission for this action',
  });

export const invalidParameter = (reason: string) =>
  graphError({ code: 100, message: `(#100) ${reason}` });

export const noSuchObject = (id: string) =>
  graphError({
    code: 100,
    subcode: 33,
    message: `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`,
  });

export const captionTooLong = () =>
  graphError({ code: 36_004, subcode: 2_207_010, message: 'The caption was too long' });

export const tooManyTags = (what: string) =>
  graphError({ code: 100, subcode: 2_207_040, message: `Too many ${what} in the caption` });

export const notReady = () =>
  graphError({ code: 9_007, subcode: 2_207_027, message: 'Media ID is not available' });

export const containerGone = () =>
  graphError({ code: 24, subcode: 2_207_006, message: 'The requested resource does not exist' });

export const dailyLimit = () =>
  graphError({
    code: 9,
    subcode: 2_207_042,
    message: 'The user has reached the maximum number of posts that can be published',
  });

const restricted = () =>
  graphError({ code: 4, subcode: 2_207_051, message: 'The publishing action is restricted' });

const throttled = () =>
  graphError({
    code: 80_002,
    message: '(#80002) There have been too many calls to this Instagram account',
    isTransient: true,
  });

const unknownError = () =>
  graphError({
    status: 500,
    code: 2,
    message: 'An unexpected error has occurred',
    isTransient: true,
  });

const byCode: Readonly<Record<number, () => Answer>> = {
  2: unknownError,
  4: restricted,
  9: dailyLimit,
  190: expiredToken,
  200: noPermission,
  80_002: throttled,
};

export function instagramRefusal(cause: RefusalCause, terms: RefusalTerms): Answer {
  switch (cause) {
    case 'invalid':
      return (byCode[terms.code ?? 100] ?? (() => invalidParameter('Invalid parameter')))();
    case 'unauthorized':
      return expiredToken();
    case 'rate_limited': {
      const answer = throttled();
      const minutes = Math.ceil(terms.retryAfterMs / 60_000);
      return { ...answer, headers: { ...answer.headers, ...usageHeader('0', 100, minutes) } };
    }
    case 'rate_limited_without_reset':
      return throttled();
    case 'duplicate':
      return restricted();
    case 'server_error':
      return unknownError();
  }
}

/** The Business Use Case header; the regain time is in minutes. */
export function usageHeader(
  igUserId: string,
  percent: number,
  regainMinutes: number,
): Record<string, string> {
  const usage = {
    type: 'instagram',
    call_count: percent,
    total_cputime: 0,
    total_time: 0,
    estimated_time_to_regain_access: regainMinutes,
  };
  return { 'x-business-use-case-usage': JSON.stringify({ [igUserId]: [usage] }) };
}
