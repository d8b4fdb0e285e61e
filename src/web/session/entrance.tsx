import type { ReactNode } from 'react';
import { LanguageSwitch } from '../language/language-switch.js';
import { useWords } from '../language/use-words.js';
import { Mark } from '../theme/mark.js';
import styles from './sign-in-page.module.css';

/** What stands around the form of somebody who is not in yet. */
export function Entrance({ children }: { children: ReactNode }) {
  const { t } = useWords();
  return (
    <main className={styles.page}>
      <div className={styles.language}>
        <LanguageSwitch />
      </div>
      <div className={styles.brand}>
        <Mark size={64} />
        <h1>{t('brand')}</h1>
        <p className={styles.promise}>{t('brand.promise')}</p>
      </div>
      <div className={`card stack ${styles.form ?? ''}`}>{children}</div>
    </main>
  );
}
