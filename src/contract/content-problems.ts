import type { Language } from './language.js';
import { MEDIA_KINDS, type MediaKind } from './media-kinds.js';
import type { MediaProblem, MediaSet } from './media.js';
import { PLATFORM_LABELS, type PlatformName } from './platforms.js';
import type { OptionProblem } from './post-options.js';
import type { Problem } from './problems.js';

/** Why a text can't go out on a platform. */
export type TextProblem =
  | { kind: 'empty' }
  | { kind: 'too_long'; units: number; maxUnits: number }
  /** Words that begin with the sign: # topics, @ people. */
  | { kind: 'too_many_tags'; sign: '#' | '@'; count: number; max: number };

/** Why a post can't go out on a platform. */
export type ContentProblem = TextProblem | MediaProblem | OptionProblem;

/** Where the content was meant to go, in words for people. */
export interface ContentPlace {
  platform: PlatformName;
  /** The district or the account whose text it is. */
  district: string;
  language: Language;
  /** Of a thread; 0 or left out: the post's text. */
  part?: number;
}

/** Pure: the sentence for people, with the field of the composer that mends it. */
export function problemOfContent(
  problem: ContentProblem,
  { platform, district, language, part = 0 }: ContentPlace,
): Problem {
  const label = PLATFORM_LABELS[platform][language];
  switch (problem.kind) {
    case 'empty':
      if (part > 0) return ofPart('part_missing', part, { platform: label });
      return { code: 'text_missing', field: `texts.${platform}`, params: { platform: label } };
    case 'too_long': {
      const { units, maxUnits } = problem;
      const params = { platform: label, district, units, maxUnits, overUnits: units - maxUnits };
      if (part > 0) return ofPart('part_too_long', part, params);
      return { code: 'text_too_long', field: `texts.${platform}`, params };
    }
    case 'too_many_tags': {
      const { sign, count, max } = problem;
      const params = { platform: label, district, sign, count, max };
      return { code: 'text_too_many_tags', field: `texts.${platform}`, params };
    }
    case 'media_required':
      return { code: 'media_required', field: 'media', params: { platform: label } };
    case 'media_kind': {
      const kind = KIND_WORDS[problem.media][language];
      return { code: 'media_kind', field: 'media', params: { platform: label, kind } };
    }
    case 'media_set': {
      const sets = setsInWords(problem.sets, language);
      return { code: 'media_set', field: 'media', params: { platform: label, sets } };
    }
    case 'video_too_long': {
      const maxSeconds = Math.floor(problem.maxDurationMs / 1_000);
      return { code: 'video_too_long', field: 'media', params: { platform: label, maxSeconds } };
    }
    case 'video_too_short': {
      const minSeconds = Math.ceil(problem.minDurationMs / 1_000);
      return { code: 'video_too_short', field: 'media', params: { platform: label, minSeconds } };
    }
    case 'option_unknown':
    case 'option_wrong':
    case 'option_with_media':
      return {
        code: problem.kind,
        field: `options.${platform}.${problem.name}`,
        params: { platform: label, name: problem.name },
      };
  }
}

/** People count the parts from 1, and the text is the first. */
function ofPart(
  code: 'part_missing' | 'part_too_long',
  part: number,
  params: NonNullable<Problem['params']>,
): Problem {
  return { code, field: `thread[${part - 1}]`, params: { ...params, part: part + 1 } };
}

const KIND_WORDS: Record<MediaKind, Record<Language, string>> = {
  image: { en: 'pictures', hi: 'तस्वीरें' },
  animation: { en: 'moving pictures (GIF)', hi: 'चलती तस्वीरें (GIF)' },
  video: { en: 'videos', hi: 'वीडियो' },
};

/** `4 pictures, or 1 videos`: what one post of the platform may carry. */
export function setsInWords(sets: readonly MediaSet[], language: Language): string {
  const or = language === 'hi' ? ' या ' : ', or ';
  return sets.map((set) => setInWords(set, language)).join(or);
}

function setInWords({ most, total }: MediaSet, language: Language): string {
  const kinds = MEDIA_KINDS.filter((kind) => (most[kind] ?? 0) > 0);
  const words = kinds.map((kind) => `${most[kind] ?? 0} ${KIND_WORDS[kind][language]}`).join(' + ');
  const together = language === 'hi' ? `कुल ${total} तक` : `up to ${total} together`;
  return kinds.length > 1 ? `${words} (${together})` : words;
}
