/** Accounts that people put into our hands on the platform itself, such as a channel that made our bot an administrator. */
export interface Discovery<Credentials> {
  /** Whose news these credentials read: the same for all that read the same news. No secret. */
  readerOf(credentials: Credentials): string;
  /** Waits for news as long as the platform lets it. The cursor of an answer is asked with only once its news is kept. */
  look(search: NewsSearch<Credentials>): Promise<Discovered>;
}

export interface NewsSearch<Credentials> {
  credentials: Credentials;
  /** Of the last answer; null: from the beginning of what the platform still knows. */
  cursor: string | null;
  signal: AbortSignal;
}

export type Discovered =
  | {
      kind: 'looked';
      cursor: string | null;
      news: readonly AccountNews[];
      /** Accounts that go by another lasting id from now on. */
      moves: readonly { was: string; isNow: string }[];
    }
  /** Null: the platform did not say until when. */
  | { kind: 'unavailable'; retryAfterMs: number | null; detail: string };

/** How we stand in one account since somebody changed it. */
export interface AccountNews {
  remoteId: string;
  handle: string;
  title: string;
  /** In the platform's own words: `channel`, `supergroup`. */
  type: string;
  /** `limited`: in it, and not allowed to publish. */
  standing: 'publishing' | 'limited' | 'gone';
  /** The rights that were given, by the platform's names. */
  rights: readonly string[];
  /** What a person can do where the standing is not `publishing`. */
  remedy: string;
  changedAt: Date;
}
