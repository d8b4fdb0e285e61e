import type { PlatformName } from '../contract/platforms.js';

/** One delivery in the hands of one worker, with what it needs to be sent. */
export interface Claim {
  deliveryId: number;
  /** The fencing number of this claim: a result with another one is late. */
  epoch: number;
  postId: number;
  accountId: number;
  platform: PlatformName;
  remoteId: string;
  handle: string;
  text: string;
  /** Sends before this one that counted. */
  attempts: number;
  dueAt: Date;
  /** What the platform prepared in an earlier try, as its adapter stored it; null when nothing. */
  progress: unknown;
}
