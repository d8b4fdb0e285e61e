import { z } from 'zod';
import { MEDIA_KINDS, type MediaKind } from './media-kinds.js';
import { MAX_ALT_TEXT_UNITS } from './media-limits.js';
import { plainText } from './plain-text.js';
import type { ProblemAnswer } from './problems.js';
import { MAX_ROW_ID, rowId } from './row-id.js';

// Apart, so that a page which names the kinds does not fetch the schema library.
export { MEDIA_KINDS, type MediaKind };

/** One picture or video of a post, in the order in which it is shown. */
export const attachedMedia = z.object({
  mediaId: z.number().int().positive().max(MAX_ROW_ID),
  /** What is to be seen, for people who do not see it; empty: nobody has written it. */
  altText: plainText.trim().max(MAX_ALT_TEXT_UNITS).default(''),
});
export type AttachedMedia = z.infer<typeof attachedMedia>;

/** What is known of a picture or video before it is sent. */
export interface MediaFacts {
  kind: MediaKind;
  mime: string;
  bytes: number;
  widthPx: number;
  heightPx: number;
  /** Null for what does not move. */
  durationMs: number | null;
}

/** A picture or video of the library. */
export interface MediaView extends MediaFacts {
  id: number;
  /** Of the file that was uploaded. */
  name: string;
  /** Its provenance says that it was made, or changed, by a machine. */
  isAiMade: boolean;
  uploadedBy: string;
  uploadedAt: string;
  /** A small still picture of it. */
  previewUrl: string;
}

/** What became of a file that has arrived whole. */
export type UploadResult =
  | { state: 'checking' }
  | { state: 'ready'; media: MediaView }
  | { state: 'refused'; problems: ProblemAnswer[] };

/** What may be uploaded here. */
export interface MediaAbilities {
  maxBytes: number;
  /** For the `accept` of a file input. */
  mimes: string[];
  canVideo: boolean;
  /** What the operator should know: why there are no videos. */
  notices: ProblemAnswer[];
}

/** Part of the library: the newest, or what is older than the picture or video with this id. */
export const mediaPage = z.object({ before: rowId.optional() });
export type MediaPage = z.infer<typeof mediaPage>;

/** What a platform takes; difference as data. Files are made to fit before they are sent. */
export interface MediaRules {
  /** A post without a picture or video is not possible. */
  isRequired: boolean;
  /** Longest text beside pictures, in the units of the platform's text; null: as without. */
  maxCaptionUnits: number | null;
  /** What one post may carry: a post fits when it fits any of these. Empty: nothing but text. */
  sets: readonly MediaSet[];
  image: ImageRules | null;
  animation: ImageRules | null;
  video: VideoRules | null;
}

/** At most so many of each kind, and so many together. */
export interface MediaSet {
  most: Partial<Record<MediaKind, number>>;
  total: number;
}

/** Width by height; what is outside is padded, never cut. */
export interface AspectRange {
  min: number;
  max: number;
}

export interface ImageRules {
  /** What the platform takes, the preferred one first. */
  formats: readonly ('jpeg' | 'png' | 'webp' | 'gif')[];
  maxBytes: number;
  /** Longest side; larger ones are made smaller. */
  maxEdgePx: number;
  aspect: AspectRange | null;
  /** The library's own copy goes out, byte for byte, where its bytes fit and no mark has to be put into it. */
  isAsKept?: boolean;
}

/** MP4 with H.264 and AAC: what every platform takes. */
export interface VideoRules {
  maxBytes: number;
  minDurationMs: number;
  /** Longer ones are refused in review, not cut unasked. */
  maxDurationMs: number;
  maxEdgePx: number;
  maxFramesPerSecond: number;
  aspect: AspectRange | null;
  /** Picture and sound are taken over as they are, whatever their size and rate, where the file's bytes fit. */
  isAsKept?: boolean;
}

/** Nothing but text: no picture, no video. */
export const TEXT_ONLY: MediaRules = {
  isRequired: false,
  maxCaptionUnits: null,
  sets: [],
  image: null,
  animation: null,
  video: null,
};

/** Why pictures and videos can't go out on a platform. */
export type MediaProblem =
  | { kind: 'media_required' }
  /** The platform takes none of this kind. */
  | { kind: 'media_kind'; media: MediaKind }
  /** More than one post of the platform's carries, or kinds that it does not carry together. */
  | { kind: 'media_set'; sets: readonly MediaSet[] }
  | { kind: 'video_too_long'; durationMs: number; maxDurationMs: number }
  | { kind: 'video_too_short'; durationMs: number; minDurationMs: number };

/** Pure: what of a post's media a platform would not take. */
export function reviewMedia(rules: MediaRules, media: readonly MediaFacts[]): MediaProblem[] {
  if (media.length === 0) return rules.isRequired ? [{ kind: 'media_required' }] : [];
  const foreign = MEDIA_KINDS.filter(
    (kind) => rules[kind] === null && media.some((one) => one.kind === kind),
  );
  if (foreign.length > 0) return foreign.map((kind) => ({ kind: 'media_kind', media: kind }));
  const { sets, video } = rules;
  const misfit: MediaProblem[] = sets.some((set) => fits(set, media))
    ? []
    : [{ kind: 'media_set', sets }];
  return [...misfit, ...(video ? media.flatMap((one) => durationProblems(video, one)) : [])];
}

function fits({ most, total }: MediaSet, media: readonly MediaFacts[]): boolean {
  const isWithin = (kind: MediaKind) =>
    media.filter((one) => one.kind === kind).length <= (most[kind] ?? 0);
  return media.length <= total && MEDIA_KINDS.every(isWithin);
}

function durationProblems(
  { minDurationMs, maxDurationMs }: VideoRules,
  { kind, durationMs }: MediaFacts,
): MediaProblem[] {
  if (kind !== 'video' || durationMs === null) return [];
  if (durationMs > maxDurationMs) return [{ kind: 'video_too_long', durationMs, maxDurationMs }];
  return durationMs < minDurationMs ? [{ kind: 'video_too_short', durationMs, minDurationMs }] : [];
}
