import type { ContentProblem, TextProblem } from './content-problems.js';
import { reviewMedia, type MediaFacts, type MediaRules } from './media.js';
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

/** Pure: the longest text that goes out, beside media or alone, in the units of the platform. */
export function maxTextUnits(
  { text, media }: Pick<PlatformCapabilities, 'text' | 'media'>,
  hasMedia: boolean,
): number {
  return hasMedia ? (media.maxCaptionUnits ?? text.maxUnits) : text.maxUnits;
}

/** Pure: a platform's rules for pictures and videos, with what the options chosen make of them. */
export function mediaRulesWith(
  { media, options }: Pick<PlatformCapabilities, 'media' | 'options'>,
  values: OptionValues,
): MediaRules {
  const chosen = options.find(
    (field) => field.kind === 'switch' && field.media && values[field.name] === true,
  );
  return chosen?.kind === 'switch' && chosen.media ? chosen.media : media;
}

/** Pure: what a platform's capabilities alone forbid. Pictures and videos go without a text; nothing else does. */
export function reviewContent(
  capabilities: PlatformCapabilities,
  { text, media, options }: Content,
): ContentProblem[] {
  const maxUnits = maxTextUnits(capabilities, media.length > 0);
  const units = countTextUnits(text, capabilities.text.counting);
  const isEmpty = text.trim() === '' && media.length === 0;
  const textProblems: TextProblem[] = isEmpty
    ? [{ kind: 'empty' }]
    : units > maxUnits
      ? [{ kind: 'too_long', units, maxUnits }]
      : [];
  return [
    ...textProblems,
    ...reviewMedia(mediaRulesWith(capabilities, options), media),
    ...reviewOptions(capabilities.options, options),
  ];
}
