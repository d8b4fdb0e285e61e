import { Link } from 'react-router';
import { PLATFORM_NAMES } from '../../../contract/platforms.js';
import { useWords } from '../../language/use-words.js';
import { useMay } from '../../session/use-session.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';
import { pathTo } from './goal.js';
import { useFoundAccounts } from './use-found.js';
import '../../language/account-words.js';

/** That accounts were found and wait for a district; nothing for those who may not give them one. */
export function FoundNote() {
  return useMay('accounts.import') && <Waiting />;
}

function Waiting() {
  const { t } = useWords();
  const found = useFoundAccounts().data ?? [];
  const platform = PLATFORM_NAMES.find((name) => found.some((one) => one.platform === name));
  if (!platform) return null;
  return (
    <Link className={styles.note} to={pathTo({ platform })} data-phase="needs_decision">
      <Icon name="add" />
      <span>{t('found.waiting', { count: found.length })}</span>
      <Icon name="chevron" size={16} />
    </Link>
  );
}
