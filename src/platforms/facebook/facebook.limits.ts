/**
 * Unicode code points. Meta's reference names no number; publishing tools agree on this one
 * (read 2026-11-24, not confirmed by Meta, nor how it counts).
 */
export const MESSAGE_CODE_POINTS = 63_206;

/**
 * 4,800 calls of a Page in any 24 hours for each of its engaged users, refused ones included and shared by all
 * applications; developers.facebook.com/docs/graph-api/overview/rate-limiting, read 2026-08-13, and its blog of
 * 2016-06-16, page-level-rate-limits. How many users there are is not told in advance: this is a Page with one, and a
 * publication is two calls; what is left is for reads. Busier Pages never notice.
 */
export const PAGE_POSTS = { limit: 2_400, windowMs: 86_400_000, burst: 500, intervalMs: 57_600 };
/**
 * Requests with a Page's token count on the Page, so the application has no published number of its own (200 an hour
 * for each of its users is for tokens of users and of the application); this one is chosen here and only evens out a
 * fan-out. What the platform says of the application ("4", "341", X-App-Usage) still parks it.
 */
export const APP_POSTS = { limit: 251, windowMs: 1_000, burst: 200, intervalMs: 20 };

/** Share of the allowance after which nothing more is sent until Meta's own figure has gone down; chosen here. */
export const PAUSE_FROM_PERCENT = 95;
/** The figure goes down as calls grow older than a day; this long it is left alone when Meta names no time. Chosen here. */
export const LEAST_PAUSE_MS = 5 * 60_000;

/**
 * Meta may not find a fresh post for some seconds (in use elsewhere: asked again for 15 s, DayMoonDevelopment/post-for-me
 * pull 355, 2026-09); a post of this age is taken to be known to Meta.
 */
export const SETTLED_AFTER_MS = 15_000;
