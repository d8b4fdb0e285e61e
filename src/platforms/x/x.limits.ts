/** Weighted units; docs.x.com/fundamentals/counting-characters, read 2026-08-22. */
export const POST_UNITS = 280;

/** Posts of a thread. Chosen here: the API's documents name no most (read 2026-08-22), and few people read on so far. */
export const THREAD_POSTS = 25;

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

/**
 * What a post carries beside its text: docs.x.com/x-api/media/quickstart/best-practices, read 2026-08-22. The page names
 * no largest picture; the longest side is chosen here. A GIF may be 1280 x 1080 and a video 1280 x 1024 or upright, so the
 * longest side that fits either way is taken.
 */
export const POST_PICTURES = 4;
export const PICTURE_BYTES = 5_000_000;
export const PICTURE_EDGE_PX = 4_096;
export const GIF_BYTES = 15_000_000;
export const GIF_EDGE_PX = 1_080;
export const VIDEO = {
  maxBytes: 512_000_000,
  minDurationMs: 500,
  maxDurationMs: 140_000,
  maxEdgePx: 1_280,
  maxFramesPerSecond: 60,
  aspect: { min: 1 / 3, max: 3 },
};

/**
 * Bytes of one segment. X takes 1,000 segments of a file (OpenAPI 2.167), so that 512 MB fit with room to spare, and one
 * segment is all of a file that is held in memory.
 */
export const SEGMENT_BYTES = 1_048_576;

/** Life of an upload where X names none; its samples name a day and 15 days (media-upload-chunked, read 2026-08-22). */
export const UNNAMED_UPLOAD_LIFE_MS = 3_600_000;
/** An upload that ends sooner than this is made anew: the post has yet to be sent with it. */
export const UPLOAD_MARGIN_MS = 600_000;
/** Chosen here: X names no time within which a file is worked on, or fails. */
export const PROCESSING_PATIENCE_MS = 1_800_000;
/** Wait between two looks at a file where X names none; its own sample waits so long. */
export const UNNAMED_CHECK_MS = 1_000;

/** OpenAPI 2.167, CreatePostsPoll, read 2026-08-22. The post's text is the question. */
export const POLL = {
  maxQuestionUnits: 0,
  minAnswers: 2,
  maxAnswers: 4,
  maxAnswerUnits: 25,
  minOpenForMinutes: 5,
  maxOpenForMinutes: 10_080,
};

/**
 * $0.015 for a post, $0.200 for one with a link; docs.x.com/x-api/getting-started/pricing, read 2026-08-22. A text for
 * people who do not see a picture costs $0.005 beside that.
 */
export const POST_COST = {
  currency: 'USD',
  milliCents: 1_500,
  milliCentsWithLink: 20_000,
} as const;

/** Chosen here: when credit is used up, somebody has to buy some. X does not say when that has happened. */
export const CREDIT_PAUSE_MS = 900_000;

/**
 * A token that ends so soon may have been renewed by another process since it was read, and X may take only the new one
 * from then on; its documents do not say. The core renews a little later than this.
 */
export const RENEWED_MEANWHILE_MS = 900_000;
