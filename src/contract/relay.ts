import type { PlatformName } from './platforms.js';

/** What an account of one's own place has published, to be passed on by hand. */
export interface RelayPost {
  postId: number;
  platform: PlatformName;
  handle: string;
  /** As it stands there. */
  text: string;
  publishedAt: string;
  permalink: string | null;
}
