import { Checkbox, SegmentedControl } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import styles from './compose.module.css';
import { LastMoment } from './last-moment.js';
import { LazyOptionFields } from './options/lazy-option-fields.js';
import type { Composer } from './use-composer.js';

const NOT_LATER_THAN_MINUTES = [30, 2 * 60, 6 * 60, 24 * 60];

/** Folded away, because the usual answers do for nearly every post. */
export function MoreFields({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const mayGoFirst = useMay('posts.go_first');
  const area = useRef<HTMLDetailsElement>(null);
  const hasProblem = composer.problemsAt('options').length > 0;
  useEffect(() => {
    // What is wrong is not folded away; what has been mended may stay in view.
    if (hasProblem && area.current) area.current.open = true;
  }, [hasProblem]);
  return (
    <details className={styles.more} ref={area}>
      <summary>{t('compose.more')}</summary>
      <div className="stack">
        <NotLaterThan composer={composer} />
        {mayGoFirst && (
          <Checkbox
            label={t('compose.urgent')}
            description={t('compose.urgent_hint')}
            checked={composer.draft.isUrgent}
            onChange={(event) => {
              composer.change({ isUrgent: event.currentTarget.checked });
            }}
          />
        )}
        <LazyOptionFields composer={composer} />
      </div>
    </details>
  );
}

function NotLaterThan({ composer: { draft, change } }: { composer: Composer }) {
  const { t } = useWords();
  const labelId = useId();
  const inWords = (minutes: number) =>
    minutes < 60
      ? t('compose.minutes', { count: minutes })
      : t('compose.hours', { count: minutes / 60 });
  return (
    <div className={styles.section}>
      <b id={labelId}>{t('compose.not_later_than')}</b>
      <SegmentedControl
        fullWidth
        styles={{ label: { whiteSpace: 'normal' } }}
        size="sm"
        aria-labelledby={labelId}
        value={String(draft.notLaterThanMinutes)}
        data={NOT_LATER_THAN_MINUTES.map((minutes) => ({
          value: String(minutes),
          label: inWords(minutes),
        }))}
        onChange={(minutes) => {
          change({ notLaterThanMinutes: Number(minutes) });
        }}
      />
      <p className={styles.spoken} aria-live="polite">
        <LastMoment draft={draft} />
      </p>
    </div>
  );
}
