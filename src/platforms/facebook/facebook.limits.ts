import type { MediaRules } from '../../contract/media.js';

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

/**
 * Reels that are published over the API on a Page in any 24 hours; documentation/video-api/guides/reels-publishing, updated
 * 2026-07-30, read 2026-11-24.
 */
export const PAGE_REELS = { limit: 30, windowMs: 86_400_000, burst: 14, intervalMs: 5_760_000 };

/** Share of the allowance after which nothing more is sent until Meta's own figure has gone down; chosen here. */
export const PAUSE_FROM_PERCENT = 95;
/** The figure goes down as calls grow older than a day; this long it is left alone when Meta names no time. Chosen here. */
export const LEAST_PAUSE_MS = 5 * 60_000;

/**
 * Meta may not find a fresh post for some seconds (in use elsewhere: asked again for 15 s, DayMoonDevelopment/post-for-me
 * pull 355, 2026-09); a post of this age is taken to be known to Meta.
 */
export const SETTLED_AFTER_MS = 15_000;

/**
 * developers.facebook.com/documentation/video-api/guides/reels-publishing, updated 2026-07-30, read 2026-11-24: 9:16,
 * 3 to 90 seconds, at least 540 x 960.
 */
export const REEL_ASPECT = 9 / 16;
export const REEL_LEAST_MS = 3_000;
export const REEL_MOST_MS = 90_000;

/**
 * What is kept of Meta's photos that no post carries yet: its guides name 24 hours for scheduled ones, and no time for
 * others. Older ones are sent once more.
 */
export const PHOTO_KEPT_MS = 20 * 3_600_000;

/** A video is looked at so often while Meta works on it. Chosen here; Meta names no time. */
export const LOOK_AT_VIDEO_MS = 15_000;
/** After so long Meta is not waited for any more. Chosen here. */
export const VIDEO_PATIENCE_MS = 2 * 3_600_000;

/**
 * Photos: developers.facebook.com/docs/graph-api/reference/page/photos (10 MB); subcode 1366046 still says 4 MB, so that
 * is kept to. Videos: docs/graph-api/video-uploads (10 GB, 4 hours, between 9:16 and 16:9). Both read 2026-11-24.
 */
export const FACEBOOK_MEDIA: MediaRules = {
  isRequired: false,
  maxCaptionUnits: null,
  sets: [
    { most: { image: 10 }, total: 10 },
    { most: { video: 1 }, total: 1 },
  ],
  image: { formats: ['jpeg', 'png'], maxBytes: 4_000_000, maxEdgePx: 2_048, aspect: null },
  animation: null,
  video: {
    maxBytes: 10_000_000_000,
    minDurationMs: 1_000,
    maxDurationMs: 4 * 3_600_000,
    maxEdgePx: 1_920,
    maxFramesPerSecond: 60,
    aspect: { min: 9 / 16, max: 16 / 9 },
  },
};
