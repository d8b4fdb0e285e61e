import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import type { AccountBook, AccountLabel } from './account-book.js';
import type { Answer } from './answer.js';
import type { Downloads } from './downloads.js';
import type { Files } from './files.js';
import type { Change } from './ledger-line.js';
import type { Meter } from './meter.js';
import type { Operation } from './platforms.js';
import type { Settings } from './settings.js';
import type { WorldView } from './world.js';

/** One platform, played from its documents. It decides; the sandbox records and answers. */
export interface Simulator<Account> {
  /** First part of every path on the sandbox's port: `/x` serves `/x/2/tweets`. */
  readonly prefix: string;
  readonly accountShape: z.ZodType<Account>;
  label(account: Account): AccountLabel;
  /** What an account can be found by: its id, its token. Several accounts may share a key. */
  keys(account: Account): readonly string[];
  /** Routes and authenticates; changes nothing until `perform` is called. */
  receive(request: PlatformRequest, desk: Desk<Account>): Reception;
  /** How this platform words an answer that a fault rule asks for. */
  refusal(cause: RefusalCause, terms: RefusalTerms): Answer;
}

export interface PlatformRequest {
  readonly method: string;
  /** Below the platform's prefix and without the query: `/2/tweets`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The whole address as the client wrote it: OAuth 1.0a signs it. */
  readonly address: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a simulator may look at while it answers one request. */
export interface Desk<Account> {
  readonly accounts: AccountBook<Account>;
  readonly world: WorldView;
  readonly meter: Meter;
  readonly files: Files;
  /** Fetches what a request only names, while it is answered and afterwards. */
  readonly downloads: Downloads;
  readonly settings: Settings;
  readonly now: Date;
}

export interface Reception {
  /** Null when the request names no account that the sandbox knows. */
  readonly account: AccountLabel | null;
  readonly operation: Operation;
  /** The text that asks to be shown, for the ledger's line of a refusal. */
  readonly text: string | null;
  readonly postId: string | null;
  perform(): Performance;
}

export interface Performance {
  readonly answer: Answer;
  /** Empty for reads, refusals and requests that change nothing. */
  readonly changes: readonly Change[];
}

export type RefusalCause =
  | 'invalid'
  | 'unauthorized'
  | 'rate_limited'
  | 'rate_limited_without_reset'
  | 'server_error'
  | 'duplicate';

export interface RefusalTerms {
  readonly now: Date;
  readonly retryAfterMs: number;
  /** The platform's own error code, where HTTP status alone does not say it. */
  readonly code: number | undefined;
  readonly status: number | undefined;
}
