import type { StopView } from '../../contract/stops.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { StopCard } from './stop-card.js';
import { StopForm } from './stop-form.js';
import { useStops } from './use-stops.js';

/** The emergency brake: what may not be sent now, who said so, and how it goes on. */
export default function StopsPage() {
  const { t } = useWords();
  const mayStop = useMay('stops.set');
  const stops = useStops(true);
  return (
    <div className="stack">
      <header>
        <h1>{t('stops.heading')}</h1>
        <p className="muted">{t('stops.intro')}</p>
      </header>
      {mayStop && <StopForm />}
      <Loaded query={stops}>{(list) => <StopList stops={list} />}</Loaded>
    </div>
  );
}

function StopList({ stops }: { stops: StopView[] }) {
  const { t } = useWords();
  const standing = stops.filter(({ liftedAt }) => liftedAt === null);
  const lifted = stops.filter(({ liftedAt }) => liftedAt !== null);
  return (
    <>
      {standing.length === 0 && <p className="card muted">{t('stops.none')}</p>}
      <ul className="stack">
        {standing.map((stop) => (
          <StopCard key={stop.id} stop={stop} />
        ))}
      </ul>
      {lifted.length > 0 && (
        <details className="card">
          <summary>{t('stops.earlier', { count: lifted.length })}</summary>
          <ul className="stack">
            {lifted.map((stop) => (
              <StopCard key={stop.id} stop={stop} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
