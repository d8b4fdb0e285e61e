import { setsInWords } from '../../contract/content-problems.js';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './media.module.css';

/** What one post of each chosen platform may carry. Whether this one does is the server's to say. */
export function PlatformTakes({ platforms }: { platforms: readonly PlatformCapabilities[] }) {
  const { t, language } = useWords();
  return (
    <ul className={styles.takes} aria-label={t('media.takes')}>
      {platforms
        .filter(({ media }) => media.sets.length > 0)
        .map(({ name, label, media }) => (
          <li key={name}>
            <Icon name={name} size={16} />
            <span>
              <b>{label[language]}</b> {setsInWords(media.sets, language)}
            </span>
          </li>
        ))}
    </ul>
  );
}
