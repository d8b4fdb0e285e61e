import type { PollRules } from '../../../contract/post-options.js';

/** What people choose from: 5 minutes to a month. */
const USUAL_MINUTES = [5, 30, 60, 6 * 60, 12 * 60, 24 * 60, 3 * 24 * 60, 7 * 24 * 60, 30 * 24 * 60];

/** How long a poll may stay open on a platform, in minutes: the usual ones, its bounds, and what is chosen. */
export function openingsWithin(
  { minOpenForMinutes: min, maxOpenForMinutes: max }: PollRules,
  chosenMinutes: number,
): number[] {
  const usual = USUAL_MINUTES.filter((minutes) => minutes > min && minutes < max);
  return [...new Set([min, ...usual, max, chosenMinutes])].sort((a, b) => a - b);
}
