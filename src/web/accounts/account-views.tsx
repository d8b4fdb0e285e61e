import { NavLink } from 'react-router';
import { useWords } from '../language/use-words.js';
import styles from './account-views.module.css';

/** The pages about accounts: the list, district by district, and how one is connected. */
export function AccountViews() {
  const { t } = useWords();
  return (
    <nav className={styles.views} aria-label={t('accounts.views')}>
      <NavLink to="/accounts" end>
        {t('accounts.list')}
      </NavLink>
      <NavLink to="/accounts/coverage">{t('accounts.coverage')}</NavLink>
      <NavLink to="/accounts/connect">{t('accounts.connect')}</NavLink>
    </nav>
  );
}
