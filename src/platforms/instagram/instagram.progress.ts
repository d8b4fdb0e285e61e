import type { Attempt } from '../platform.js';
import type { InstagramCall } from './instagram.client.js';
import type { InstagramCredentials } from './instagram.credentials.js';
import type { InstagramForm } from './instagram.options.js';

/** Containers that were made so far, none of them public. */
export interface InstagramProgress {
  form: InstagramForm;
  /** Parts of a carousel, in order; empty for everything else. */
  partIds: readonly string[];
  /** What becomes the post; null until it is made. */
  containerId: string | null;
  /** ISO instant of the first container. */
  since: string;
}

export type InstagramAttempt = Attempt<InstagramCredentials, InstagramProgress>;

export function callOf({
  credentials,
  signal,
}: Pick<InstagramAttempt, 'credentials' | 'signal'>): InstagramCall {
  return { token: credentials.pageAccessToken, signal };
}
