import { Button } from '@mantine/core';
import { PLATFORM_LABELS } from '../../contract/platforms.js';
import type { StopView } from '../../contract/stops.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { useLift } from './use-stops.js';

export function StopCard({ stop }: { stop: StopView }) {
  const { t, language } = useWords();
  const lift = useLift(stop.id);
  const at = (instant: string) => showMoment(instant, language);
  return (
    <li className="card stack">
      <h2>
        <Icon name="stop" /> <Subject stop={stop} />
      </h2>
      <p className="quote">{stop.reason}</p>
      <p className="muted">
        {t('stops.by', { name: stop.stoppedBy, when: at(stop.stoppedAt) })}
        {stop.liftedAt !== null &&
          ` · ${t('stops.lifted_by', { name: stop.liftedBy ?? '', when: at(stop.liftedAt) })}`}
      </p>
      <ProblemList problems={problemsOf(lift.error)} />
      {stop.can.lift && (
        <Button
          variant="default"
          leftSection={<Icon name="retry" />}
          loading={lift.isPending}
          onClick={() => {
            lift.mutate();
          }}
        >
          {t('stops.lift')}
        </Button>
      )}
    </li>
  );
}

function Subject({ stop }: { stop: StopView }) {
  const { t, language } = useWords();
  if (stop.scope === 'everything') return <>{t('stops.everything')}</>;
  if (stop.platform !== null) return <>{PLATFORM_LABELS[stop.platform][language]}</>;
  return <>{language === 'hi' ? stop.subjectHi : stop.subjectEn}</>;
}
