import { PLATFORM_LABELS } from '../../contract/platforms.js';
import type { StopView } from '../../contract/stops.js';
import type { Words } from '../language/use-words.js';

/** What a stop is about, by name. */
export function stopSubject(
  stop: Pick<StopView, 'scope' | 'platform' | 'subjectEn' | 'subjectHi'>,
  { t, language }: Words,
): string {
  if (stop.scope === 'everything') return t('stops.everything');
  if (stop.platform !== null) return PLATFORM_LABELS[stop.platform][language];
  return (language === 'hi' ? stop.subjectHi : stop.subjectEn) ?? '';
}
