import { now } from '../clock.js';
import { HOME_ZONE, showWallTime, wallTimeAt } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { wallTimeOf, type Draft } from './draft.js';

const MINUTE_MS = 60_000;

/** Until when the post goes out unasked, as the promise that it is. */
export function LastMoment({ draft }: { draft: Draft }) {
  const { t, language } = useWords();
  const dueAt = draft.when === 'now' ? wallTimeAt(now(), HOME_ZONE) : wallTimeOf(draft);
  const when = showWallTime(later(dueAt, draft.notLaterThanMinutes), language);
  return when === '' ? null : <>{t('compose.last_moment', { when })}</>;
}

/** Wall time to wall time: India never changes its clocks. */
function later(wallTime: string, minutes: number): string {
  const date = new Date(`${wallTime}Z`);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() + minutes * MINUTE_MS).toISOString().slice(0, 16);
}
