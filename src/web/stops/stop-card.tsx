import { Button } from '@mantine/core';
import type { StopView } from '../../contract/stops.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { WaitingOrderStory } from '../orders/waiting-order.js';
import { Icon } from '../theme/icon.js';
import { stopSubject } from './stop-subject.js';
import { useLift } from './use-stopping.js';

export function StopCard({ stop }: { stop: StopView }) {
  const words = useWords();
  const { t, language } = words;
  const lift = useLift(stop.id);
  const at = (instant: string) => showMoment(instant, language);
  return (
    <li className="card stack">
      <h2>
        <Icon name="stop" /> {stopSubject(stop, words)}
      </h2>
      <p className="quote">{stop.reason}</p>
      <p className="muted">
        {t('stops.by', { name: stop.stoppedBy, when: at(stop.stoppedAt) })}
        {stop.liftedAt !== null &&
          ` · ${t('stops.lifted_by', { name: stop.liftedBy ?? '', when: at(stop.liftedAt) })}`}
      </p>
      {stop.waits && <WaitingOrderStory order={stop.waits} kind="lift" />}
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
