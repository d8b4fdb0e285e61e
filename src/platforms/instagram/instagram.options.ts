import type { ContentProblem } from '../../contract/content-problems.js';
import type { OptionField, OptionValues } from '../../contract/post-options.js';
import type { Content } from '../../contract/review-content.js';
import { CAPTION_HASHTAGS, CAPTION_MENTIONS, STORY_MOST_MS } from './instagram.limits.js';

export type InstagramForm = 'feed' | 'story';

export const INSTAGRAM_OPTIONS: readonly OptionField[] = [
  {
    name: 'form',
    kind: 'choice',
    label: { en: 'Form', hi: 'रूप' },
    help: {
      en: 'A story is one picture or video that is gone after 24 hours. It shows no text.',
      hi: 'स्टोरी एक तस्वीर या वीडियो है जो 24 घंटे बाद हट जाती है। उसमें पाठ नहीं दिखता।',
    },
    choices: [
      { value: 'feed', label: { en: 'Post or reel', hi: 'पोस्ट या रील' } },
      { value: 'story', label: { en: 'Story', hi: 'स्टोरी' } },
    ],
  },
];

export function formIn({ options }: { options: OptionValues }): InstagramForm {
  return options['form'] === 'story' ? 'story' : 'feed';
}

/** What Instagram asks for beyond lengths and kinds. */
export function reviewForm(content: Content): ContentProblem[] {
  return formIn(content) === 'story' ? reviewStory(content) : reviewCaption(content);
}

function reviewStory({ media }: Content): ContentProblem[] {
  if (media.length > 1) {
    return [{ kind: 'media_set', sets: [{ most: { image: 1, video: 1 }, total: 1 }] }];
  }
  return media.flatMap(({ durationMs }): ContentProblem[] =>
    durationMs !== null && durationMs > STORY_MOST_MS
      ? [{ kind: 'video_too_long', durationMs, maxDurationMs: STORY_MOST_MS }]
      : [],
  );
}

function reviewCaption({ text }: Content): ContentProblem[] {
  const counted = [
    { sign: '#', count: countOf(/#[\p{L}\p{N}\p{M}_]+/gu, text), max: CAPTION_HASHTAGS },
    { sign: '@', count: countOf(/(?<![\w.])@[\w.]+/g, text), max: CAPTION_MENTIONS },
  ] as const;
  return counted.flatMap(({ sign, count, max }): ContentProblem[] =>
    count > max ? [{ kind: 'too_many_tags', sign, count, max }] : [],
  );
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}
