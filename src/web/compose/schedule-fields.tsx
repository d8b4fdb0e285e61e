import { SegmentedControl, TextInput } from '@mantine/core';
import { now } from '../clock.js';
import { HOME_ZONE, showWallTime, wallTimeAt, zoneMark } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import styles from './compose.module.css';
import { wallTimeOf } from './draft.js';
import { MoreFields } from './more-fields.js';
import { Section } from './section.js';
import type { Composer } from './use-composer.js';

const HOUR_MS = 3_600_000;

/** Now, or at a wall time in a zone that is always named. */
export function ScheduleFields({ composer }: { composer: Composer }) {
  const { t, language } = useWords();
  const { draft, change } = composer;
  const mark = zoneMark(HOME_ZONE, now());
  return (
    <Section title={t('compose.when')} problems={composer.problemsAt('schedule')}>
      <SegmentedControl
        fullWidth
        styles={{ label: { whiteSpace: 'normal' } }}
        size="md"
        aria-label={t('compose.when')}
        value={draft.when}
        data={[
          { value: 'now', label: t('compose.now') },
          { value: 'at', label: t('compose.later') },
        ]}
        onChange={(when) => {
          change(when === 'at' ? { when, ...suggestedTime(draft) } : { when });
        }}
      />
      {draft.when === 'at' && (
        <>
          <div className={styles.moment}>
            <TextInput
              type="date"
              label={t('compose.date')}
              min={wallTimeAt(now(), HOME_ZONE).slice(0, 10)}
              value={draft.date}
              onChange={(event) => {
                change({ date: event.currentTarget.value });
              }}
            />
            <TextInput
              type="time"
              label={t('compose.time', { zone: mark })}
              value={draft.time}
              onChange={(event) => {
                change({ time: event.currentTarget.value });
              }}
            />
          </div>
          <p className={styles.spoken} aria-live="polite">
            <b>{showWallTime(wallTimeOf(draft), language)}</b>{' '}
            <span className="muted">{t('compose.zone', { mark, zone: HOME_ZONE })}</span>
          </p>
        </>
      )}
      <MoreFields composer={composer} />
    </Section>
  );
}

/** The next full hour but one, unless a time was chosen before. */
function suggestedTime(draft: Composer['draft']): { date: string; time: string } {
  if (draft.date !== '') return { date: draft.date, time: draft.time };
  const wallTime = wallTimeAt(new Date(now().getTime() + 2 * HOUR_MS), HOME_ZONE);
  return { date: wallTime.slice(0, 10), time: `${wallTime.slice(11, 13)}:00` };
}
