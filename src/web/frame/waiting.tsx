import { Loader } from '@mantine/core';
import { useWords } from '../language/use-words.js';
import styles from './frame.module.css';

/** Something is on its way from the server. */
export function Waiting() {
  const { t } = useWords();
  return (
    <div className={styles.waiting} role="status" aria-label={t('loading')}>
      <Loader type="dots" />
    </div>
  );
}
