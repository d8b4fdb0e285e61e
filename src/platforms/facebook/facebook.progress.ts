import type { Attempt, Outcome, Pause } from '../platform.js';
import type { FacebookCredentials } from './facebook.credentials.js';
import type { PageCall } from './facebook.requests.js';
import type { ByteRange } from './facebook.video-client.js';

/** How far a delivery has come, none of it public. */
export type FacebookProgress =
  /** A draft that is ready on the Page; making it public twice is making it public once. */
  | { postId: string }
  /** Photos that Meta has, in order. It keeps them for a day or so from `since`, an ISO instant. */
  | { photoIds: readonly string[]; since: string }
  /** Null: the upload broke off and begins anew. */
  | { upload: VideoUpload | null }
  | { video: HandedInVideo };

/** A video on its way to Meta. */
export type VideoUpload =
  /** `rest`: what Meta asks for next; empty when it has everything. */
  | { form: 'post'; videoId: string; sessionId: string; rest: ByteRange }
  | { form: 'reel'; videoId: string; uploadUrl: string };

/** A video that Meta has whole. */
export interface HandedInVideo {
  form: VideoForm;
  videoId: string;
  /** ISO instant. */
  since: string;
}

export type VideoForm = 'post' | 'reel';
export type FacebookAttempt = Attempt<FacebookCredentials, FacebookProgress>;

export function callOf({
  credentials,
  signal,
}: Pick<FacebookAttempt, 'credentials' | 'signal'>): PageCall {
  return { token: credentials.pageAccessToken, signal };
}

export function throttledBy({
  scope,
  forMs,
  detail,
}: Pause): Extract<Outcome, { kind: 'throttled' }> {
  return { kind: 'throttled', scope, retryAfterMs: forMs, detail };
}
