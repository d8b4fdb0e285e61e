import type { PlatformName } from '../contract/platforms.js';

/** A token that speaks for several accounts; used for this question and kept nowhere. */
export interface AccountSearch {
  token: string;
  /** The platform's id of a business: its accounts rather than those of the token's user. Null: the user's. */
  businessId: string | null;
  signal: AbortSignal;
}

/** An account that could be imported. */
export interface ListedAccount {
  /** Not always the platform that was asked: Meta names Instagram's accounts beside their Pages. */
  platform: PlatformName;
  remoteId: string;
  name: string;
  handle: string;
  /** Null where the platform does not tell. */
  isVerified: boolean | null;
  audience: number | null;
  /** The columns of an import. */
  credentials: Readonly<Record<string, string>>;
}
