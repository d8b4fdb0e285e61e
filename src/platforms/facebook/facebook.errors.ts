/** What an error of the Graph API is about. What follows from it depends on the step that met it. */
export type GraphCause =
  | 'content'
  | 'duplicate'
  | 'credentials'
  | 'permission'
  /** Taken for spam, or told to slow down for good: somebody has to look at the Page. */
  | 'blocked'
  | 'application_limit'
  | 'account_limit'
  /** The post or Page does not exist, or can't be seen. */
  | 'missing'
  | 'unclear';

export interface GraphError {
  code: number;
  error_subcode?: number | undefined;
  is_transient?: boolean | undefined;
}

/**
 * By code, never by HTTP status: Meta answers 400 to nearly everything. Sources:
 * developers.facebook.com/docs/graph-api/guides/error-handling and overview/rate-limiting (read 2026-11-24).
 * 324, 352, 6000 and 6001 are about files that Meta can't use, or an upload that it does not go on with; in the reports of
 * several clients, not in the guides. Codes 1 and 2 prove nothing: posts were live behind them
 * (facebook/php-graph-sdk 1141, arsduo/koala 699, 2025-08).
 */
const BY_CODE: Readonly<Record<number, GraphCause>> = {
  1: 'unclear',
  2: 'unclear',
  3: 'permission',
  4: 'application_limit',
  10: 'permission',
  17: 'account_limit',
  32: 'account_limit',
  100: 'content',
  102: 'credentials',
  190: 'credentials',
  324: 'content',
  341: 'application_limit',
  352: 'content',
  368: 'blocked',
  506: 'duplicate',
  613: 'account_limit',
  2500: 'credentials',
  6000: 'content',
  6001: 'content',
  1_609_005: 'content',
  1_609_008: 'content',
  80_001: 'account_limit',
  80_002: 'account_limit',
};

/** Not in Meta's reference: gitroomhq/postiz-app maps them from use (read 2026-11-24). */
const BY_SUBCODE: Readonly<Record<number, GraphCause>> = {
  33: 'missing',
  1_346_003: 'content',
  1_363_047: 'unclear',
  1_366_046: 'content',
  1_390_008: 'account_limit',
  1_404_006: 'permission',
  1_404_078: 'permission',
  1_404_102: 'content',
  1_404_112: 'blocked',
  1_609_005: 'content',
  1_609_008: 'content',
  1_609_010: 'unclear',
  2_061_006: 'content',
  4_854_002: 'permission',
};

export function causeOf(error: GraphError): GraphCause {
  const bySubcode = error.error_subcode === undefined ? undefined : BY_SUBCODE[error.error_subcode];
  const cause =
    bySubcode ?? BY_CODE[error.code] ?? (isPermission(error.code) ? 'permission' : 'unclear');
  return error.is_transient === true && isFinal(cause) ? 'unclear' : cause;
}

/** The reference gives the whole range 200-299 to permissions. */
function isPermission(code: number): boolean {
  return code >= 200 && code <= 299;
}

/** Meta marks an error as passing: then its code is no reason to give up. */
function isFinal(cause: GraphCause): boolean {
  return cause === 'content' || cause === 'credentials' || cause === 'permission';
}
