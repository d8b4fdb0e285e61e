import type { PlatformName } from '../contract/platforms.js';

/** One delivery in the hands of one worker, with what it needs to be sent. */
export interface Claim {
  deliveryId: number;
  /** The fencing number of this claim: a result with another one is late. */
  epoch: number;
  postId: number;
  accountId: number;
  platform: PlatformName;
  /** 0 urgent, 1 campaign, 2 local. */
  priority: number;
  remoteId: string;
  handle: string;
  text: string;
  /** Its place in a thread; 0: the post's text. */
  part: number;
  /** Another part follows it, or may. */
  isThread: boolean;
  /** Its post carries pictures, videos or options beside the text; see `EnclosureService`. */
  hasEnclosures: boolean;
  /** It goes on after a platform has worked on its files: its places in the budgets are taken already. */
  isResumed: boolean;
  /** Sends before this one that counted. */
  attempts: number;
  dueAt: Date;
  /** When it came up in the queue: its due instant, or the later time to which it was put off. */
  wakeAt: Date;
  /** From the claim's answer until that instant by the database's clock; negative when it has passed. */
  dueInMs: number;
  /** Its last instant has passed: as long after its own due instant as the post allows. */
  isMissed: boolean;
  campaignId: number | null;
  districtPath: string;
  /** What the platform prepared in an earlier try, as its adapter stored it; null when nothing. */
  progress: unknown;
  /** The worker's monotonic clock when the claim was answered, ms. */
  claimedAtTick: number;
}
