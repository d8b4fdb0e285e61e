/** Weighted units; docs.x.com/fundamentals/counting-characters, read 2026-08-22. */
export const POST_UNITS = 280;

/** Posts a page of the timeline; docs.x.com, GET /2/users/{id}/tweets, read 2026-08-22. */
export const TIMELINE_PAGE_POSTS = 100;

/**
 * How much earlier than the intent a post of ours may seem to be made: the timeline tells whole seconds,
 * and the platform's clock is not ours. Seen in answers, 2026; X documents neither.
 */
export const CLOCK_MARGIN_MS = 2_000;

/**
 * Posts of one user in 15 minutes and of one application in a day, deletes of one user in 15 minutes;
 * docs.x.com/x-api/fundamentals/rate-limits, read 2026-08-22. As a pace that keeps below it in any window:
 * burst + window / interval + 1 is at most the limit.
 */
export const USER_POSTS = { limit: 100, windowMs: 900_000, burst: 40, intervalMs: 15_300 };
export const APP_POSTS = { limit: 10_000, windowMs: 86_400_000, burst: 6_000, intervalMs: 21_610 };
export const USER_DELETES = { limit: 50, windowMs: 900_000, burst: 20, intervalMs: 31_100 };
