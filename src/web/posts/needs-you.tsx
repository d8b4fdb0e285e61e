import { Link } from 'react-router';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import styles from './posts.module.css';

/** The way from a post to the deliveries that only a person can settle. */
export function NeedsYou({ count }: { count: number }) {
  const { t } = useWords();
  const mayDecide = useMay('deliveries.decide');
  if (count === 0 || !mayDecide) return null;
  return (
    <p className={styles.needsYou}>
      <span>
        <Icon name="question" />
        {t('verdict.needs_you', { count })}
      </span>
      <Link to="/decisions">{t('cell.decide')}</Link>
    </p>
  );
}
