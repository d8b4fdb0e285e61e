import type { Readable } from 'node:stream';
import type { AccountAbility } from '../contract/account-ability.js';
import type { AccountRight } from '../contract/account-health.js';
import type { ContentProblem } from '../contract/content-problems.js';
import type { FailureCause } from '../contract/deliveries.js';
import type { MediaFacts } from '../contract/media.js';
import type { PlatformCapabilities, PlatformName } from '../contract/platforms.js';
import type { OptionValues } from '../contract/post-options.js';
import type { RehearsalLeftover, RehearsalStep } from '../contract/rehearsal.js';
import type { Content } from '../contract/review-content.js';
import type { Sent } from '../kernel/egress/index.js';
import type { Discovery } from './discovery.js';
import type { AccountSearch, ListedAccount } from './listing.js';

export type { AccountNews, Discovered, Discovery, NewsSearch } from './discovery.js';
export type { AccountSearch, ListedAccount } from './listing.js';

/**
 * One platform. A folder next to this file implements it; nothing outside asks for a platform's name,
 * every difference is in `capabilities` or in an answer below.
 */
export interface Platform<Credentials, Progress> {
  readonly capabilities: PlatformCapabilities;
  readonly credentials: CredentialFormat<Credentials>;
  /** False where this installation lacks what the platform needs: it is offered nowhere then. Absent: it needs nothing. */
  readonly isOffered?: boolean;
  /**
   * The whole of the platform's lasting id of an account: a number in its only spelling. Names change and have many
   * spellings, and an account that stands there twice would carry a post twice.
   */
  readonly remoteIdShape: RegExp;

  /** Absent where nobody can put an account into our hands on the platform itself. */
  readonly discovery?: Discovery<Credentials> | undefined;

  /** Pure; asked by the composer, by the plan for every filled text, and once more before sending. */
  review(content: Content): readonly ContentProblem[];

  /** Reads whom the credentials speak for. Writes nothing on the platform. */
  identify(target: Target<Credentials>): Promise<Identified>;

  /**
   * Tries all that can be tried while nothing becomes public, and takes back what it made as far as it can. Asked when a
   * person wants to know, never by itself. Absent where nothing can be tried beyond `identify`.
   */
  rehearse?(rehearsal: Rehearsal<Credentials>): Promise<Rehearsed>;

  /**
   * Publishes one post to one account. Called again for the same delivery only when the call before surely
   * made nothing public; it then gets the progress that it remembered.
   * The single request that makes something public runs inside `attempt.commit`, at most once a call.
   */
  publish(attempt: Attempt<Credentials, Progress>): Promise<Outcome>;

  /** Looks for a post whose answer was lost. Reads only. Absent where the platform lets nothing be read. */
  locate?(search: Search<Credentials, Progress>): Promise<Located>;

  /**
   * Takes a public post of ours down. Deleting what is already gone is `retracted`. Called again as often as needed:
   * a delete that was made twice is made once. Absent where the platform lets nothing be deleted.
   */
  retract?(retraction: Retraction<Credentials>): Promise<Retracted>;

  /**
   * Gives a public post of ours another text. Made twice it is made once. Absent where the platform lets nothing be
   * changed.
   */
  edit?(edit: Edit<Credentials>): Promise<Edited>;

  /**
   * Finds the accounts that one token of a person or a system user may act for. Reads only. Absent where no token
   * speaks for several accounts.
   */
  list?(search: AccountSearch): Promise<Listed>;

  /** Of which platforms `list` finds accounts; absent where it is. */
  readonly lists?: readonly PlatformName[];

  /**
   * Gets new credentials in the place of ones that end; the old ones may be dead from then on, whoever holds them. Asked by
   * one process at a time for an account. Absent where credentials don't end.
   */
  refresh?(credentials: Credentials, signal: AbortSignal): Promise<Refreshed>;

  /** How a person lends Munadi an account without copying keys. Absent where the platform has no such way, or is not set up. */
  readonly connection?: AccountConnection;

  /**
   * Pure: what a request for this account draws on, narrowest first. Two accounts that share a key share the budget.
   * A key names the platform, and never holds a secret: `telegram/bot/7310`.
   */
  budgetsOf(
    account: { remoteId: string; credentials: Credentials },
    operation: 'publish' | 'retract',
    /** What a publication carries beside its text; left out where that is not known, or nothing. */
    carried?: Carried,
  ): readonly Budget[];

  /**
   * Pure: the platform's id of the post that has this page, as a person copied it; null where the page is none of a post.
   * Absent where the platform knows no threads.
   */
  postIdAt?(page: string): string | null;

  /** Page on which a person can look for the post; null where the account has no public page. */
  lookUrl(account: { handle: string; remoteId: string }): string | null;
}

/** A platform with its own credential and progress types closed over, as the registry holds it. */
export type AnyPlatform = Platform<unknown, unknown>;

/** What a platform needs to act for an account, how an import names it, and how it is read back. */
export interface CredentialFormat<Credentials> {
  /** Columns of an account import that carry credentials; which of them must be filled is `parse`'s to say. */
  readonly columns: readonly string[];
  /** From the columns of an import or from the opened seal. */
  parse(values: unknown): ParsedCredentials<Credentials>;
}

export type ParsedCredentials<Credentials> =
  | { kind: 'complete'; credentials: Credentials }
  /** Names the empty columns, never a value. */
  | { kind: 'incomplete'; missing: readonly string[] };

/** OAuth 2.0 with PKCE (RFC 7636): the platform asks the person, and sends their browser back with a code. */
export interface AccountConnection {
  authorizeUrl(request: { state: string; codeChallenge: string; redirectUri: string }): string;
  exchange(grant: {
    code: string;
    codeVerifier: string;
    redirectUri: string;
    signal: AbortSignal;
  }): Promise<Granted>;
}

/** `lasting`: these credentials do not end. */
export type Refreshed = Granted | { kind: 'lasting' };

export type Granted =
  /** `cells`: what the credential format parses. Null: they do not end. */
  | { kind: 'granted'; cells: Readonly<Record<string, string>>; expiresAt: Date | null }
  /** The platform will not: a person has to connect the account again. */
  | { kind: 'refused'; detail: string }
  /** Not known, or not now; the same call may succeed later. */
  | { kind: 'unavailable'; detail: string };

/** A picture or video, made to fit the platform's rules and ready to be sent. */
export interface MediaFile extends MediaFacts {
  /** Lower-case hex; the same bytes have the same name. */
  sha256: string;
  /** With the extension that belongs to `mime`; no name that a person gave. */
  fileName: string;
  altText: string;
  /** Its provenance says that it was made, or changed, by a machine. */
  isAiMade: boolean;
  /** A new stream at each call, of the bytes from `start` up to but without `end`; the whole file without a range. */
  open(range?: { start: number; end: number }): Readable;
  /** An address from which a platform can fetch it without a session, for so long. */
  publicUrl(validForMs: number): string;
}

/** Whom a request speaks for and where it goes. Opened for one call; never logged. */
export interface Target<Credentials> {
  /** The platform's lasting id of the account: X user id, Telegram chat id, Page id. */
  remoteId: string;
  handle: string;
  credentials: Credentials;
  /** Fires at the deadline and when the process stops. */
  signal: AbortSignal;
}

export interface Rehearsal<Credentials> extends Target<Credentials> {
  /** A small grey picture, for platforms that want one; whoever comes across it sees nothing. */
  picture: MediaFile;
}

export type Rehearsed =
  /** `proved`: what was seen to work. `leaves`: what stays at the platform for a while, null where nothing does. */
  | { kind: 'passed'; proved: readonly RehearsalStep[]; leaves: RehearsalLeftover | null }
  /** A post would be refused as well, or nobody knows. */
  | NotIdentified;

/** `signal` fires at the deadline of everything before the public request, later where there are files to upload. */
export interface Attempt<Credentials, Progress> extends Target<Credentials> {
  text: string;
  /** The platform's id of the post of ours that this one answers as the next part of its thread; null: it stands for itself. */
  replyTo: string | null;
  media: readonly MediaFile[];
  options: OptionValues;
  progress: Progress | undefined;
  /** Saves, durably, what the platform prepared, before the next request is made. */
  remember(progress: Progress): Promise<void>;
  /**
   * Writes the intent durably, then sends. Exactly one request may leave inside; a redirect does not. It has a deadline
   * of its own, longer where `media` has to be sent with it.
   * @throws IntentRefused when the delivery may not be sent any more; let it pass.
   */
  commit<T>(send: () => Promise<T>): Promise<Sent<T>>;
}

/** What a post carries beside its text, as far as a limit may hang on it. */
export type Carried = Pick<Content, 'media' | 'options'>;

/** A limit of a platform as a steady pace: `burst` requests at once, then one each `intervalMs`. */
export interface Budget {
  key: string;
  /** Whose budget it is: what a platform's "too many" parks. */
  scope: 'account' | 'application';
  burst: number;
  intervalMs: number;
}

/** The platform says, with a success or a refusal, that nothing more is taken for a while. */
export interface Pause {
  /** `unclear`: the platform does not tell whose budget is used up. */
  scope: Budget['scope'] | 'unclear';
  forMs: number;
  detail: string;
}

/** What became of one call of `publish`. The core decides the next state; an adapter never does. */
export type Outcome =
  /** `pause`: this one was the last that the platform takes for a while. */
  | {
      kind: 'published';
      remoteId: string;
      permalink: string | null;
      pause?: Pause;
      afterwards?: Afterwards;
    }
  /** The platform counts too much; surely nothing went out. Costs no attempt. Null: it did not say until when. */
  | {
      kind: 'throttled';
      scope: Pause['scope'];
      retryAfterMs: number | null;
      detail: string;
    }
  /**
   * Nothing is public yet, and nothing is wrong: the platform works on a file. Called again after this time with the
   * progress remembered. Costs no attempt; the adapter gives up by itself. Only without a commit.
   */
  | { kind: 'waiting'; resumeAfterMs: number; detail: string }
  /** Surely nothing went out and a later try may succeed. */
  | { kind: 'unavailable'; detail: string }
  /** Surely nothing went out: the account goes by another lasting id from now on, to which the next try is sent. */
  | Moved
  /** Surely nothing went out and the same try would fail again. */
  | { kind: 'refused'; cause: RefusalCause; detail: string }
  /** It may be public: nobody sends again without proof. */
  | { kind: 'uncertain'; cause: UncertainCause; detail: string };

/** What belongs to a post and is not needed for it, such as pinning it. */
export interface Afterwards {
  /** Stands with the post until it is done, and for good where the process ends before. Fit for a person. */
  note: string;
  /** Asked once, when the post is on record as published; what it comes to changes nothing of that. */
  run(signal: AbortSignal): Promise<{ kind: 'done' } | { kind: 'undone'; detail: string }>;
}

export interface Moved {
  kind: 'moved';
  remoteId: string;
  detail: string;
}

/** Who has to act: the author (content), the account's keeper (credentials, permission), the operator (credit). */
export type RefusalCause = Extract<
  FailureCause,
  'content' | 'credentials' | 'permission' | 'credit'
>;
export type UncertainCause = Extract<FailureCause, 'no_answer' | 'unclear_answer' | 'duplicate'>;

export interface Search<Credentials, Progress> extends Target<Credentials> {
  text: string;
  /** It was sent as a further part of a thread. */
  isReply: boolean;
  progress: Progress | undefined;
  /** When the intent was written; what the account posted earlier is not ours. */
  sentAt: Date;
}

export type Located =
  | { kind: 'found'; remoteId: string; permalink: string | null }
  /** `isProof`: the platform says that it is not public, rather than merely not showing it. */
  | { kind: 'absent'; isProof: boolean; detail: string }
  | { kind: 'unreadable'; detail: string };

/** A post of ours that shall go. */
export interface Retraction<Credentials> extends Target<Credentials> {
  /** The platform's id of the post, as its publication answered it. */
  postId: string;
  publishedAt: Date;
}

export type Retracted =
  | { kind: 'retracted' }
  /** It can't be deleted any more, and its words have been replaced: nothing of what it said is public. */
  | { kind: 'withdrawn'; detail: string }
  /** Not known, or not now; the same call may succeed later. Null: the platform did not say when. */
  | { kind: 'unavailable'; retryAfterMs: number | null; detail: string }
  /** The platform will not: too old, no right to. A person has to. */
  | { kind: 'refused'; detail: string };

/** A public post of ours that shall say something else. */
export interface Edit<Credentials> extends Target<Credentials> {
  /** The platform's id of the post, as its publication answered it. */
  postId: string;
  text: string;
  /** Whether it carries pictures or videos: some platforms call its text a caption then. */
  hasMedia: boolean;
  /** As it was published with; some are part of every text. */
  options: OptionValues;
  publishedAt: Date;
}

export type Edited =
  | { kind: 'edited' }
  /** Not known, or not now; the same call may succeed later. Null: the platform did not say when. */
  | { kind: 'unavailable'; retryAfterMs: number | null; detail: string }
  /** The platform will not: too old, no right to, or it does not take the text. */
  | { kind: 'refused'; detail: string };

export type Identified =
  | {
      kind: 'identified';
      remoteId: string;
      handle: string;
      /** Null where the platform does not tell. */
      isVerified: boolean | null;
      audience: number | null;
      /** What the account can still publish without; none where the platform tells nothing. */
      warnings?: readonly IdentityWarning[];
    }
  | Moved
  | NotIdentified;

export type NotIdentified =
  | { kind: 'refused'; cause: RefusalCause; detail: string }
  | { kind: 'unavailable'; detail: string };

export type Listed = { kind: 'listed'; accounts: readonly ListedAccount[] } | NotIdentified;

export type IdentityWarning =
  /** The credentials stop working then, unless somebody renews them. */
  | { kind: 'expires'; at: Date }
  | { kind: 'right_missing'; right: AccountRight }
  /** Only a post that asks for it misses it. */
  | { kind: 'ability_missing'; ability: AccountAbility };
