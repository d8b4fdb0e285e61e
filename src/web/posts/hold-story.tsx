import { Link } from 'react-router';
import type { Hold } from '../../contract/stops.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { stopSubject } from '../stops/stop-subject.js';
import { Icon } from '../theme/icon.js';
import styles from './posts.module.css';

/** Why something does not go out though it is due: what is stopped, by whom, since when, and the reason given. */
export function HoldStory({ hold, count }: { hold: Hold; count?: number }) {
  const words = useWords();
  const { t, language } = words;
  const maySetStops = useMay('stops.set');
  const stopped = {
    what: stopSubject(hold, words),
    name: hold.stoppedBy,
    when: showMoment(hold.stoppedAt, language),
  };
  return (
    <div
      className={`stack ${styles.reason ?? ''}`}
      data-phase="withdrawn"
      style={{ gap: '0.25rem' }}
    >
      <p className="row">
        <Icon name="stop" />
        <b>
          {t('hold.word')}
          {count !== undefined && ` · ${t('accounts.count', { count })}`}
        </b>
      </p>
      <p>{t('hold.stopped', stopped)}</p>
      <p className="quote">{hold.reason}</p>
      <p className="muted">{t('hold.effect')}</p>
      {maySetStops && <Link to="/stops">{t('hold.look')}</Link>}
    </div>
  );
}
