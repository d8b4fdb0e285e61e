import type { ContentProblem, TextProblem } from './content-problems.js';
import { reviewMedia, type MediaFacts } from './media.js';
import type { PlatformCapabilities } from './platforms.js';
import { reviewOptions, type OptionValues } from './post-options.js';
import { countTextUnits } from './text-units.js';

/** What one post says on one platform. */
export interface Content {
  text: string;
  /** In the order in which they are shown. */
  media: readonly MediaFacts[];
  /** Of this platform's option fields; see `PlatformCapabilities.options`. */
  options: OptionValues;
}

/** Pure: what a platform's capabilities alone forbid. Pictures and videos go without a text; nothing else does. */
export function reviewContent(
  { text: limits, media: rules, options: fields }: PlatformCapabilities,
  { text, media, options }: Content,
): ContentProblem[] {
  const maxUnits = media.length > 0 ? (rules.maxCaptionUnits ?? limits.maxUnits) : limits.maxUnits;
  const units = countTextUnits(text, limits.counting);
  const isEmpty = text.trim() === '' && media.length === 0;
  const textProblems: TextProblem[] = isEmpty
    ? [{ kind: 'empty' }]
    : units > maxUnits
      ? [{ kind: 'too_long', units, maxUnits }]
      : [];
  return [...textProblems, ...reviewMedia(rules, media), ...reviewOptions(fields, options)];
}
