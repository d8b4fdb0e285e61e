import type { WindowLimit } from '../../../sandbox/meter.js';

const quarterHourMs = 15 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

export interface XEndpointLimits {
  readonly user: WindowLimit;
  readonly app?: WindowLimit;
}

/** docs.x.com/x-api/fundamentals/rate-limits, copy of 2026-08-22. */
export const xLimits = {
  createPost: {
    user: { limit: 100, windowMs: quarterHourMs },
    app: { limit: 10_000, windowMs: dayMs },
  },
  deletePost: { user: { limit: 50, windowMs: quarterHourMs } },
  timeline: {
    user: { limit: 900, windowMs: quarterHourMs },
    app: { limit: 10_000, windowMs: quarterHourMs },
  },
  lookUpPosts: {
    user: { limit: 5_000, windowMs: quarterHourMs },
    app: { limit: 3_500, windowMs: quarterHourMs },
  },
  upload: {
    user: { limit: 500, windowMs: quarterHourMs },
    app: { limit: 50_000, windowMs: dayMs },
  },
  uploadStatus: {
    user: { limit: 1_000, windowMs: quarterHourMs },
    app: { limit: 100_000, windowMs: dayMs },
  },
  initializeUpload: {
    user: { limit: 1_875, windowMs: quarterHourMs },
    app: { limit: 180_000, windowMs: dayMs },
  },
  appendSegment: {
    user: { limit: 1_875, windowMs: quarterHourMs },
    app: { limit: 180_000, windowMs: dayMs },
  },
  finalizeUpload: {
    user: { limit: 1_875, windowMs: quarterHourMs },
    app: { limit: 180_000, windowMs: dayMs },
  },
  describeMedia: {
    user: { limit: 500, windowMs: quarterHourMs },
    app: { limit: 50_000, windowMs: dayMs },
  },
  me: { user: { limit: 75, windowMs: quarterHourMs } },
} as const satisfies Record<string, XEndpointLimits>;
export type XEndpoint = keyof typeof xLimits;

export const daily = (limit: number): WindowLimit => ({ limit, windowMs: dayMs });
export const isDaily = ({ windowMs }: WindowLimit) => windowMs === dayMs;

/** docs.x.com/fundamentals/counting-characters, copy of 2026-08-22. */
export const postUnits = 280;
/** docs.x.com/changelog, 2024-08-20: authors with Premium. */
export const longPostUnits = 25_000;

/** X names no window for "recently"; a day is the sandbox's choice. A deleted twin still counts
 *  (J7mbo/twitter-api-php issue 171). */
export const duplicateWindowMs = dayMs;

/** docs.x.com, reference of GET /2/users/{id}/tweets, copy of 2026-08-22. */
export const timelineDepth = 3_200;
export const timelinePage = { least: 5, usual: 10, most: 100 };
export const lookUpMost = 100;
