/**
 * Unicode code points. Meta's reference names no number; publishing tools agree on this one
 * (read 2026-11-24, not confirmed by Meta, nor how it counts).
 */
export const MESSAGE_CODE_POINTS = 63_206;

/**
 * 4,800 calls of a Page in 24 hours for each of its engaged users; developers.facebook.com/docs/graph-api/overview/
 * rate-limiting, read 2026-08-13. How many there are is not told in advance: this is a Page with one, and a publication
 * is two calls; what is left is for reads. Busier Pages never notice.
 */
export const PAGE_POSTS = { limit: 2_400, windowMs: 86_400_000, burst: 500, intervalMs: 57_600 };
/**
 * Requests with a Page's token count on the Page, so the application has no published number of its own; this one only
 * evens out a fan-out. What the platform says of the application ("4", "341") still parks it.
 */
export const APP_POSTS = { limit: 251, windowMs: 1_000, burst: 200, intervalMs: 20 };
/** Share of the allowance after which nothing more is sent until Meta's own figure has gone down. */
export const USED_UP_PERCENT = 95;
