import type { MediaRules } from '../../contract/media.js';

/**
 * developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/ig-user/media, read 2026-11-24.
 * How Meta counts is not said: UTF-16 code units are never fewer than characters. Instagram itself announced at most 5
 * hashtags on 2025-12-18; the API's documents still say 30.
 */
export const CAPTION_UNITS = 2_200;
export const CAPTION_HASHTAGS = 30;
export const CAPTION_MENTIONS = 20;

/**
 * Posts of an account in any 24 hours. The guide says 100; the reference of `media_publish` and of
 * `content_publishing_limit` say 50 (all read 2026-11-24). The smaller one is kept to, and what Meta says of the account is
 * asked before each post. Reels, pictures, carousels and stories count alike, each as one.
 */
export const ACCOUNT_POSTS = { limit: 50, windowMs: 86_400_000, burst: 25, intervalMs: 3_600_000 };
/** Chosen here; it evens out a fan-out, and is there to be parked when the application has had enough. */
export const APP_POSTS = { limit: 251, windowMs: 1_000, burst: 200, intervalMs: 20 };

/** With the posts of a day used up the account is asked again after this, at the latest. Chosen here. */
export const LONGEST_WITHOUT_A_LOOK_MS = 30 * 60_000;

/** Share of the allowance of calls after which nothing more is sent for a while; chosen here. */
export const PAUSE_FROM_PERCENT = 95;
/** Chosen here, for where Meta names no time. */
export const LEAST_PAUSE_MS = 5 * 60_000;

/** A container expires after 24 hours; one that is nearly so old is not gone on with. */
export const CONTAINER_LIVES_HOURS = 24;
export const CONTAINER_KEPT_MS = 23 * 3_600_000;
/** Meta advises to look once a minute; pictures are ready within seconds. */
export const FIRST_LOOK_MS = 5_000;
export const NEXT_LOOK_MS = 60_000;
/** Meta advises to look for five minutes; long videos take longer. Chosen here. */
export const CONTAINER_PATIENCE_MS = 60 * 60_000;

/** How long Meta may fetch a file from its address. Chosen here. */
export const ADDRESS_VALID_MS = 6 * 3_600_000;

/** A post of this age is taken to be known to Meta. Chosen here, as for Facebook. */
export const SETTLED_AFTER_MS = 15_000;

/** Videos of a story; reference/ig-user/media, read 2026-11-24. */
export const STORY_MOST_MS = 60_000;

/** reference/ig-user/media, read 2026-11-24: JPEG of 8 MB, 4:5 to 1.91:1, at most 1440 wide; reels of 300 MB, 3 s to 15 min. */
export const INSTAGRAM_MEDIA: MediaRules = {
  isRequired: true,
  maxCaptionUnits: CAPTION_UNITS,
  sets: [{ most: { image: 10, video: 10 }, total: 10 }],
  image: {
    formats: ['jpeg'],
    maxBytes: 8_000_000,
    maxEdgePx: 1_440,
    aspect: { min: 4 / 5, max: 1.91 },
  },
  animation: null,
  video: {
    maxBytes: 300_000_000,
    minDurationMs: 3_000,
    maxDurationMs: 15 * 60_000,
    maxEdgePx: 1_920,
    maxFramesPerSecond: 60,
    // 9:16 is what reels and stories fill the screen with; others are shown with bars, not refused.
    aspect: null,
  },
};
