import type { WindowLimit } from '../../../sandbox/meter.js';
import type { FacebookAccount } from './facebook-account.js';

/** Not in Meta's reference; the figure that publishing tools agree on (2026). Counted in UTF-16. */
export const messageUnits = 63_206;

const callsPerEngagedUser = 4_800;
const dayMs = 24 * 60 * 60 * 1000;

/** developers.facebook.com/docs/graph-api/overview/rate-limiting, read 2026-08-13: 4800 calls in 24
 *  hours for each engaged user. A Page that nobody uses counts as one user here. */
export function pageBudget({ engagedUsers, dailyCalls }: FacebookAccount): WindowLimit {
  const limit = dailyCalls ?? callsPerEngagedUser * Math.max(1, engagedUsers);
  return { limit, windowMs: dayMs };
}

/** documentation/video-api/guides/reels-publishing, updated 2026-07-30: reels of a Page that come over the API. */
export const reelsOfADay: WindowLimit = { limit: 30, windowMs: dayMs };

/** Page posts come in pages of at most this many. */
export const listMost = 100;
export const listUsual = 25;

/** docs/graph-api/reference/page/photos, read 2026-11-24: 10 MB. */
export const photoBytes = 10_000_000;
/** How much of a video is asked for at once. Meta names no size; its own examples ask for a megabyte. */
export const chunkBytes = 1_048_576;
