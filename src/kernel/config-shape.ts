import type { AuditSettings } from './audit-settings.js';
import type { KeySettings } from './keys/key-settings.js';

/** All settings, read once at start. Nothing else in the server reads the environment. */
export interface Config {
  databaseUrl: string;
  http: { host: string; port: number; publicUrl: string };
  /** `web` serves people, `worker` publishes, `all` does both in one process. */
  role: 'all' | 'web' | 'worker';
  /** Least important events that are written to the log. */
  logLevel: 'info' | 'warn' | 'error';
  /** Zone in which a wall time without a zone is read and shown. */
  timeZone: string;
  accounts: {
    /** Hour of `timeZone` from which on, for three hours, the night's checks are planned; null: never. */
    checkFromHour: number | null;
  };
  keys: { credentials: KeySettings; session: Buffer };
  audit: AuditSettings;
  /** Places that requests may go to although they are not on the open internet: those that the settings name. */
  ownPlaces: readonly string[];
  platforms: {
    xApiUrl: string;
    /** Page on which X asks a person whether Munadi may post for their account. */
    xAuthorizeUrl: string;
    /** The organisation's application at X, with OAuth 2.0; null: accounts are not connected, only imported. */
    xClient: { id: string; secret: string } | null;
    telegramApiUrl: string;
    /** The Bot API server is one's own and runs with `--local`: it takes files of 2,000 MB instead of 50. */
    isTelegramLocal: boolean;
    /** Whether bots are asked to which chats they were added; not where something else reads a bot's updates. */
    findsTelegramChats: boolean;
    graphApiUrl: string;
    /** Takes the bytes of Facebook's videos. */
    graphVideoUrl: string;
    /** The Graph API as Instagram's accounts are asked there. */
    instagramApiUrl: string;
    /** For example `v25.0`. */
    graphApiVersion: string;
    /** Secret of the Meta app; null: requests carry no proof that the app itself makes them. */
    metaAppSecret: string | null;
    /** A signal-cli-rest-api that the organisation runs itself; null: Signal is not offered. */
    signalApiUrl: string | null;
  };
  deliveries: {
    /** Deliveries of this process that may be between claim and settle at once. */
    concurrency: number;
    /** A request that has not been answered after this time is given up as "outcome unknown". */
    sendTimeoutMs: number;
    /** A claim that is not settled after this time is taken away from its worker; at least 3 x sendTimeoutMs. */
    leaseMs: number;
    /**
     * A platform that has been nothing but unavailable for so long is down; while it is, one send each time it has passed
     * sees whether it is back.
     */
    platformDownAfterMs: number;
    /** Waits before each look for a post whose answer was lost; the last one is followed by a person's decision. */
    reconcileWaitsMs: readonly number[];
  };
  retention: {
    /** Days after its end when a post moves out of the queue's tables. */
    archiveAfterDays: number;
    /** Days after which only a post's totals are kept of its deliveries. */
    keepDays: number;
  };
  media: {
    /** Uploads under way, and the library itself where there is no S3. Every process of one machine shares it. */
    directory: string;
    /** Largest file that is taken. */
    maxBytes: number;
    /** Programs that read and make videos; without them Munadi takes none. */
    ffmpeg: string;
    ffprobe: string;
    /** Where the library is kept instead of in `directory`; null: in `directory`. */
    s3: S3Place | null;
  };
}

/** A bucket of an S3-compatible store, asked in path style: `endpoint/bucket/name`. */
export interface S3Place {
  endpoint: string;
  bucket: string;
  region: string;
  accessKey: string;
  secretKey: string;
}
