import type { ContentProblem } from '../../contract/content-problems.js';
import type { MediaFacts, MediaSet } from '../../contract/media.js';
import type { OptionField, OptionValues } from '../../contract/post-options.js';
import type { Content } from '../../contract/review-content.js';
import { REEL_ASPECT, REEL_MOST_MS, REEL_LEAST_MS } from './facebook.limits.js';
import type { VideoForm } from './facebook.progress.js';

export const FACEBOOK_OPTIONS: readonly OptionField[] = [
  {
    name: 'form',
    kind: 'choice',
    label: { en: 'Form', hi: 'रूप' },
    help: {
      en: 'A reel is one upright video (9:16) of 3 to 90 seconds.',
      hi: 'रील एक खड़ा वीडियो (9:16) है, 3 से 90 सेकंड का।',
    },
    choices: [
      { value: 'post', label: { en: 'Post', hi: 'पोस्ट' } },
      { value: 'reel', label: { en: 'Reel', hi: 'रील' } },
    ],
  },
  {
    name: 'link',
    kind: 'choice',
    label: { en: 'First link in the text', hi: 'पाठ का पहला लिंक' },
    help: {
      en: 'A card shows the title and picture of the linked page. Posts with pictures show none.',
      hi: 'कार्ड में लिंक वाले पेज का शीर्षक और चित्र दिखता है। तस्वीर वाली पोस्ट में कार्ड नहीं दिखता।',
    },
    choices: [
      { value: 'card', label: { en: 'As a card', hi: 'कार्ड के रूप में' } },
      { value: 'none', label: { en: 'Without a card', hi: 'बिना कार्ड' } },
    ],
  },
];

export function videoFormIn({ options }: { options: OptionValues }): VideoForm {
  return options['form'] === 'reel' ? 'reel' : 'post';
}

/** The address that is shown as a card; Meta refuses cards of its own pages (error 1609008). */
export function linkIn({ text, media, options }: Content): string | null {
  if (media.length > 0 || options['link'] === 'none') return null;
  const [found] = /https?:\/\/[^\s<>"]+/iu.exec(text) ?? [];
  const link = found?.replace(/[.,;:!?)\]}'’”।]+$/u, '');
  if (link === undefined || !URL.canParse(link)) return null;
  return /(^|\.)(facebook\.com|fb\.com|fb\.me|fb\.watch)$/.test(new URL(link).hostname)
    ? null
    : link;
}

/** What a reel asks for beyond the rules of every post. */
export function reviewForm(content: Content): ContentProblem[] {
  if (videoFormIn(content) === 'post') return [];
  const [video, ...others] = content.media;
  if (!video || video.kind !== 'video' || others.length > 0) {
    return [{ kind: 'media_set', sets: ONE_VIDEO }];
  }
  return reviewReel(video);
}

const ONE_VIDEO: readonly MediaSet[] = [{ most: { video: 1 }, total: 1 }];

function reviewReel({ durationMs, widthPx, heightPx }: MediaFacts): ContentProblem[] {
  const isUpright = Math.abs(widthPx / heightPx / REEL_ASPECT - 1) <= 0.01;
  const shape: ContentProblem[] = isUpright ? [] : [{ kind: 'option_wrong', name: 'form' }];
  if (durationMs === null) return shape;
  if (durationMs > REEL_MOST_MS) {
    return [...shape, { kind: 'video_too_long', durationMs, maxDurationMs: REEL_MOST_MS }];
  }
  if (durationMs < REEL_LEAST_MS) {
    return [...shape, { kind: 'video_too_short', durationMs, minDurationMs: REEL_LEAST_MS }];
  }
  return shape;
}
