import { ActionIcon } from '@mantine/core';
import { Link } from 'react-router';
import { LanguageSwitch } from '../language/language-switch.js';
import { useWords } from '../language/use-words.js';
import { useSession, useSignOut } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { Mark } from '../theme/mark.js';
import styles from './frame.module.css';
import { Navigation } from './navigation.js';

export function TopBar() {
  const { t, nameOf } = useWords();
  const session = useSession();
  const signOut = useSignOut();
  return (
    <header className={styles.bar}>
      <div className={styles.barInner}>
        <Link to="/" className={styles.brand} aria-label={t('brand')}>
          <Mark size={32} />
          <span>{t('brand')}</span>
        </Link>
        <Navigation place="top" />
        <div className={styles.person}>
          <p className={styles.who}>
            <b>{session.name}</b>
            <span>{nameOf(session.place)}</span>
          </p>
          <LanguageSwitch size="sm" />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={48}
            aria-label={t('session.sign_out')}
            title={t('session.sign_out')}
            loading={signOut.isPending}
            onClick={() => {
              signOut.mutate();
            }}
          >
            <Icon name="out" />
          </ActionIcon>
        </div>
      </div>
    </header>
  );
}
