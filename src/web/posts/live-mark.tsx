import type { PostProgress } from '../../contract/deliveries.js';
import { useNow } from '../clock.js';
import { showSeconds } from '../language/numbers.js';
import { useWords } from '../language/use-words.js';
import styles from './posts.module.css';
import type { StreamState } from './use-progress-stream.js';

interface LiveMarkProps {
  stream: StreamState;
  isMoving: boolean;
  lagMs: PostProgress['lagMs'];
}

/** Whether the figures are live, how old they are, and how late the published ones were. */
export function LiveMark({ stream, isMoving, lagMs }: LiveMarkProps) {
  const { t, language } = useWords();
  return (
    <p className={styles.live}>
      {isMoving ? (
        <LiveWords stream={stream} />
      ) : (
        <span data-live="settled">{t('live.settled')}</span>
      )}
      {lagMs && (
        <span className="number">
          {t('live.lag', {
            p50: showSeconds(lagMs.p50, language),
            p99: showSeconds(lagMs.p99, language),
          })}
        </span>
      )}
    </p>
  );
}

function LiveWords({ stream }: { stream: StreamState }) {
  const { t } = useWords();
  const seconds = Math.max(
    0,
    Math.round((useNow(1000).getTime() - stream.heardAt.getTime()) / 1000),
  );
  return (
    <span data-live={stream.isLive ? 'live' : 'polling'}>
      {t(stream.isLive ? 'live.live' : 'live.polling')} ·{' '}
      <span className="number">{t('live.heard', { count: seconds })}</span>
    </span>
  );
}
