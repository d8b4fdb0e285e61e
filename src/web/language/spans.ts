import type { Words } from './use-words.js';

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;

/** A span of whole minutes in the largest unit that fits it: 3 days, 6 hours, 45 minutes. */
export function showMinutes(minutes: number, t: Words['t']): string {
  if (minutes % DAY_MINUTES === 0) return t('compose.days', { count: minutes / DAY_MINUTES });
  if (minutes % HOUR_MINUTES === 0) return t('compose.hours', { count: minutes / HOUR_MINUTES });
  return t('compose.minutes', { count: minutes });
}
