import { NavLink } from 'react-router';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import styles from './account-views.module.css';

/** The pages about accounts: the list, district by district, and how one is connected. */
export function AccountViews() {
  const { t } = useWords();
  const mayImport = useMay('accounts.import');
  return (
    <nav className={styles.views} aria-label={t('accounts.views')}>
      <NavLink to="/accounts" end>
        {t('accounts.list')}
      </NavLink>
      <NavLink to="/accounts/coverage">{t('accounts.coverage')}</NavLink>
      {mayImport && <NavLink to="/accounts/connect">{t('accounts.connect')}</NavLink>}
    </nav>
  );
}
