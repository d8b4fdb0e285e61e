/** What an error of the Graph API is about when an Instagram account is asked. */
export type InstagramCause =
  | 'content'
  /** Meta could not download the file from its address. */
  | 'fetch'
  | 'not_ready'
  /** The container does not exist, or no longer. */
  | 'container_gone'
  | 'credentials'
  | 'permission'
  /** Taken for spam, or the account is restricted: somebody has to look at it. */
  | 'blocked'
  | 'application_limit'
  | 'account_limit'
  /** The post or account does not exist, or can't be seen. */
  | 'missing'
  | 'unclear';

export interface InstagramError {
  code: number;
  error_subcode?: number | undefined;
  is_transient?: boolean | undefined;
}

/**
 * developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/error-codes, 2026-06-02, read
 * 2026-11-24; 2207023 to 2207028, 2207050, 2207052, 2207057 and 2207085 from the reports of publishing tools
 * (gitroomhq/postiz-app, read 2026-11-24). 2207085 came to every delete of some accounts until Meta mended it in 2026-07.
 */
const BY_SUBCODE: Readonly<Record<number, InstagramCause>> = {
  33: 'missing',
  2_207_001: 'unclear',
  2_207_003: 'fetch',
  2_207_004: 'content',
  2_207_005: 'content',
  2_207_006: 'container_gone',
  2_207_008: 'container_gone',
  2_207_009: 'content',
  2_207_010: 'content',
  2_207_020: 'container_gone',
  2_207_023: 'content',
  2_207_026: 'content',
  2_207_027: 'not_ready',
  2_207_028: 'content',
  2_207_032: 'unclear',
  2_207_040: 'content',
  2_207_042: 'account_limit',
  2_207_050: 'blocked',
  2_207_051: 'blocked',
  2_207_052: 'fetch',
  2_207_053: 'unclear',
  2_207_057: 'content',
  2_207_085: 'blocked',
};

/** docs/graph-api/guides/error-handling and overview/rate-limiting, read 2026-11-24. */
const BY_CODE: Readonly<Record<number, InstagramCause>> = {
  1: 'unclear',
  2: 'unclear',
  3: 'permission',
  4: 'application_limit',
  9: 'account_limit',
  10: 'permission',
  17: 'account_limit',
  24: 'container_gone',
  25: 'blocked',
  32: 'account_limit',
  100: 'content',
  102: 'credentials',
  190: 'credentials',
  341: 'application_limit',
  352: 'content',
  368: 'blocked',
  613: 'account_limit',
  2_500: 'credentials',
  9_004: 'fetch',
  9_007: 'not_ready',
  36_000: 'content',
  36_001: 'content',
  36_003: 'content',
  36_004: 'content',
  80_002: 'account_limit',
};

export function causeOf({ code, error_subcode, is_transient }: InstagramError): InstagramCause {
  const cause =
    causeOfSubcode(error_subcode) ??
    BY_CODE[code] ??
    (isPermission(code) ? 'permission' : 'unclear');
  return is_transient === true && FINAL.has(cause) ? 'unclear' : cause;
}

export function causeOfSubcode(subcode: number | undefined): InstagramCause | undefined {
  return subcode === undefined ? undefined : BY_SUBCODE[subcode];
}

/** The reference gives the whole range 200-299 to permissions. */
function isPermission(code: number): boolean {
  return code >= 200 && code <= 299;
}

/** Meta marks an error as passing: then its code is no reason to give up. */
const FINAL: ReadonlySet<InstagramCause> = new Set(['content', 'credentials', 'permission']);
