/** Weighted units; docs.x.com/fundamentals/counting-characters, read 2026-08-22. */
export const POST_UNITS = 280;

/** Posts a page of the timeline; docs.x.com, GET /2/users/{id}/tweets, read 2026-08-22. */
export const TIMELINE_PAGE_POSTS = 100;

/**
 * How much earlier than the intent a post of ours may seem to be made: the timeline tells whole seconds,
 * and the platform's clock is not ours. Seen in answers, 2026; X documents neither.
 */
export const CLOCK_MARGIN_MS = 2_000;
