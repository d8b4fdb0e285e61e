import { z } from 'zod';
import {
  PRIORITIES,
  USUAL_NOT_LATER_THAN_MINUTES,
  type PhaseCounts,
  type PostProgress,
  type Priority,
  type BoardCell,
} from './deliveries.js';
import type { PostApproval } from './approvals.js';
import { attachedMedia, type AttachedMedia } from './media.js';
import { MAX_ATTACHED } from './media-limits.js';
import type { WaitingOrder } from './held-orders.js';
import { LANGUAGES, type Language } from './language.js';
import { PLATFORM_NAMES, type PlatformName } from './platforms.js';
import { optionValues, type OptionValues } from './post-options.js';
import { plainText } from './plain-text.js';
import { MAX_FURTHER_PARTS } from './thread-limits.js';
import type { ProblemAnswer } from './problems.js';
import { MAX_ROW_ID } from './row-id.js';

const id = z.number().int().positive().max(MAX_ROW_ID);
const text = plainText.max(70_000);
const furtherParts = z.array(text).max(MAX_FURTHER_PARTS);
const reason = plainText.trim().min(3).max(500);

/** One text for every platform, and a text of its own for any of them. */
export const postTexts = z.object({
  common: text.default(''),
  own: z.partialRecord(z.enum(PLATFORM_NAMES), text).default({}),
});
export type PostTexts = z.infer<typeof postTexts>;

/** Who carries the post: every account on `platforms` of these districts and of all places below them. */
export const postTargets = z.object({
  districtIds: z.array(id).min(1).max(200_000),
  exceptDistrictIds: z.array(id).max(200_000).default([]),
  platforms: z.array(z.enum(PLATFORM_NAMES)).min(1),
});
export type PostTargets = z.infer<typeof postTargets>;

/** When: now, or at the wall time a person saw, in the zone they saw it in. */
export const postSchedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('now') }),
  z.object({
    kind: z.literal('at'),
    /** `YYYY-MM-DDTHH:mm` or with seconds, without an offset. */
    wallTime: plainText.min(16).max(23),
    zone: plainText.max(64),
  }),
]);
export type PostSchedule = z.infer<typeof postSchedule>;

export const newPost = z.object({
  /** Made by the client at the first tap: the same id and content again answers the same post. */
  operationId: z.uuid(),
  title: plainText.trim().min(1).max(200),
  campaign: plainText.trim().max(200).default(''),
  /** Language of the names that `{district}` is filled with. */
  language: z.enum(LANGUAGES).default('hi'),
  texts: postTexts,
  /**
   * What follows the text, in this order: where a platform knows threads each part is a post of its own that answers the
   * one before it, elsewhere it stands behind the text.
   */
  thread: furtherParts.default([]),
  targets: postTargets,
  schedule: postSchedule,
  /** Left out: `campaign` for the central team, `local` for a district's own people. */
  priority: z.enum(PRIORITIES).optional(),
  /** What has not gone out so long after its time waits for a person and is never sent late unasked. */
  notLaterThanMinutes: z
    .number()
    .int()
    .min(5)
    .max(7 * 24 * 60)
    .default(USUAL_NOT_LATER_THAN_MINUTES),
  /** Pictures and videos of the media library, in the order in which they are shown. */
  media: z.array(attachedMedia).max(MAX_ATTACHED).default([]),
  /** What only one platform knows: values by the names of its option fields. */
  options: z.partialRecord(z.enum(PLATFORM_NAMES), optionValues).default({}),
});
export type NewPost = z.infer<typeof newPost>;

/** What the composer asks while somebody writes: everything of a post but its operation id and title. */
export const postDraft = newPost.omit({ operationId: true, title: true, campaign: true });
export type PostDraft = z.infer<typeof postDraft>;

/** The draft as each platform would carry it: the longest filled text decides the counter. */
export interface PostPreview {
  accounts: number;
  districts: number;
  perPlatform: {
    platform: PlatformName;
    accounts: number;
    /** Longest text over all districts, as the platform counts. */
    longestUnits: number;
    maxUnits: number;
    /** Filled for the district with the longest text. */
    sample: { districtId: number; nameEn: string; nameHi: string; text: string } | null;
    /** Posts that follow as a thread, filled for the same district. Empty where they stand in the text itself. */
    thread: { longestUnits: number; maxUnits: number; text: string }[];
  }[];
  problems: ProblemAnswer[];
  /** What some of the accounts can't do, as of their last check. The post goes out nevertheless. */
  warnings: ProblemAnswer[];
}

export interface PostSummary {
  id: number;
  title: string;
  campaign: string | null;
  language: Language;
  authorName: string;
  createdAt: string;
  dueAt: string;
  /** The wall time and zone that the author saw. */
  wallTime: string;
  zone: string;
  priority: Priority;
  /** What has not gone out by then waits for a person. */
  notAfterAt: string;
  isCancelled: boolean;
  isRecalled: boolean;
  /** Null: it needed no second person. */
  approval: PostApproval | null;
  total: number;
  counts: PhaseCounts;
}

export interface PostView extends PostSummary {
  texts: { platform: PlatformName; template: string; options: OptionValues }[];
  /** What follows the text, as it was written. */
  thread: string[];
  /** In the order in which they are shown. */
  media: AttachedMedia[];
  progress: PostProgress;
  /** Null when nobody has corrected it. */
  correction: CorrectionProgress | null;
  can: { cancel: boolean; recall: boolean; correct: boolean };
  /** Somebody ordered it to be taken back; what is public stays until a second person confirms that. */
  waits?: WaitingOrder;
}

export const deliveryDecision = z.discriminatedUnion('verdict', [
  z.object({
    verdict: z.literal('published'),
    reason,
    /** A person opens it: nothing but a page of the web. */
    permalink: plainText
      .max(500)
      .pipe(z.url({ protocol: /^https?$/ }))
      .optional(),
  }),
  z.object({ verdict: z.literal('send_again'), reason }),
  z.object({ verdict: z.literal('leave'), reason }),
  /** Of a recalled post: it is not there any more. */
  z.object({ verdict: z.literal('gone'), reason }),
  z.object({ verdict: z.literal('take_down_again'), reason }),
  /** Of a recalled post: it is there, and may stay. */
  z.object({ verdict: z.literal('stays'), reason }),
]);
export type DeliveryDecision = z.infer<typeof deliveryDecision>;

/**
 * What is asked of a person. `did_it_go_out`: published, send_again or leave. `missed`: send_again or leave.
 * `take_it_down`: gone, take_down_again or stays.
 */
export type DecisionKind = 'did_it_go_out' | 'missed' | 'take_it_down';

export const recallOrder = z.object({ reason });
export type RecallOrder = z.infer<typeof recallOrder>;

/** Other words for a post, for reasons that the record keeps. */
export const correctionOrder = z.object({
  texts: postTexts,
  /** As many parts as the post has. Left out: they say what they have said. */
  thread: furtherParts.optional(),
  reason,
});
export type CorrectionOrder = z.infer<typeof correctionOrder>;

/** What a correction has set going, in accounts. */
export interface CorrectionView {
  /** Have not gone out, and will with the new words. */
  changed: number;
  /** Are public, or on their way: changed there as soon as the platform lets it. */
  toCorrect: number;
}

/** How far the last correction of a post has come, in accounts. */
export interface CorrectionProgress {
  corrected: number;
  pending: number;
  /** Say the old words and will go on to, with what the platform said of one of them. */
  refused: { platform: PlatformName; count: number; detail: string }[];
}

/** What a recall has set going, in accounts. */
export interface RecallView {
  /** Had not gone out, and will not. */
  cancelled: number;
  /** Were public and are being taken down. */
  toTakeDown: number;
  /** Are on their way at this moment; what proves public is taken down too. */
  underWay: number;
  /** What is public stays so until a second person confirms this order. */
  waits?: WaitingOrder;
}

/** What trying again has set going. */
export interface RetriedView {
  /** Accounts. */
  retried: number;
  /** Nothing is tried again before a second person confirms this order. */
  waits?: WaitingOrder;
}

/** A delivery after a decision. */
export interface DecidedCell extends BoardCell {
  /** Nothing is sent again before a second person confirms this order. */
  waits?: WaitingOrder;
}

/** A delivery that waits for a person. */
export interface DecisionView {
  kind: DecisionKind;
  deliveryId: number;
  postId: number;
  postTitle: string;
  districtNameEn: string;
  districtNameHi: string;
  platform: PlatformName;
  handle: string;
  text: string;
  sentAt: string | null;
  /** What the platform said, or that it said nothing. */
  evidence: string;
  /** Page where a person can look for the post; null where the platform has none. */
  lookUrl: string | null;
}
