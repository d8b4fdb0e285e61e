import type { Problem } from '../api/refusal.js';

/** Parts of the composer, in the order of the page. */
export const COMPOSER_PARTS = [
  'title',
  'text',
  'thread',
  'media',
  'targets',
  'schedule',
  'options',
  'all',
] as const;
export type ComposerPart = (typeof COMPOSER_PARTS)[number];

const PART_OF: Record<string, ComposerPart> = {
  title: 'title',
  campaign: 'title',
  texts: 'text',
  thread: 'thread',
  media: 'media',
  language: 'text',
  targets: 'targets',
  schedule: 'schedule',
  priority: 'schedule',
  notLaterThanMinutes: 'schedule',
  options: 'options',
};

/** The part of the form a problem belongs beside; `all` when it concerns the whole. */
export function partOf(problem: Problem): ComposerPart {
  return PART_OF[problem.field?.split(/[.[]/)[0] ?? ''] ?? 'all';
}
