import type { MediaKind } from '../../contract/media.js';

/** What a file is to Telegram once it was sent: as what it is, or as a document. */
export type SentKind = MediaKind | 'document';

/** A file as Telegram keeps it: what was sent as a picture can't be sent as a video, or as a document, by the same id. */
export interface FileKey {
  sha256: string;
  kind: SentKind;
}

/** Pure: under which key each file of a post is kept. */
export function keysOf(
  media: readonly { sha256: string; kind: MediaKind }[],
  areDocuments: boolean,
): FileKey[] {
  return media.map(({ sha256, kind }) => ({ sha256, kind: areDocuments ? 'document' : kind }));
}

export interface KeptFile extends FileKey {
  /** Under which the bot may send it again, to any chat. Another bot may not; core.telegram.org/bots/api#sending-files. */
  fileId: string;
}

/**
 * What each bot has uploaded already, so that a campaign uploads a file once and not once a channel. Losing all of it
 * costs uploads and nothing else. Bots go by their public id.
 */
export interface TelegramFiles {
  find(botId: string, files: readonly FileKey[]): Promise<readonly KeptFile[]>;
  /**
   * Whether the caller may upload these: false while somebody else does one of them. Ends with `keep`, `release` or, after
   * a crash, by itself.
   */
  reserve(botId: string, files: readonly FileKey[]): Promise<boolean>;
  /** Gives back what was reserved and did not come to anything. */
  release(botId: string, files: readonly FileKey[]): Promise<void>;
  /** Never throws: a post is public by then. */
  keep(botId: string, files: readonly KeptFile[]): Promise<void>;
  /** Telegram does not know these ids any more. */
  forget(botId: string, files: readonly FileKey[]): Promise<void>;
}
