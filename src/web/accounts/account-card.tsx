import type { AccountView } from '../../contract/accounts.js';
import { PLATFORM_LABELS } from '../../contract/platforms.js';
import { showDay } from '../language/moments.js';
import { showAudience } from '../language/numbers.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './accounts.module.css';
import { COVERAGE_LOOK, stateOf } from './coverage-look.js';
import { RehearseAccount } from './rehearse-account.js';
import { useTroubleWords } from './use-trouble-words.js';

export function AccountCard({ account }: { account: AccountView }) {
  const { t, language } = useWords();
  const look = COVERAGE_LOOK[stateOf(account)];
  const troubles = useTroubleWords()(account);
  return (
    <li className={styles.account} data-phase={look.phase}>
      <p className={styles.handle}>
        <Icon name={account.platform} size={18} />
        <b>{account.handle}</b>
        {account.isVerified && (
          <span
            className={styles.verified}
            role="img"
            aria-label={t('accounts.verified')}
            title={t('accounts.verified')}
          >
            <Icon name="check" size={12} />
          </span>
        )}
      </p>
      <p className="muted">
        {PLATFORM_LABELS[account.platform][language]}
        {account.audience !== null &&
          ` · ${t('accounts.audience', { audience: showAudience(account.audience, language) })}`}
        {account.checkedAt !== null &&
          ` · ${t('accounts.checked', { when: showDay(account.checkedAt, language) })}`}
      </p>
      <p className={styles.state}>
        <Icon name={look.icon} size={18} />
        {t(look.word)}
      </p>
      {troubles.map(({ what, mend }) => (
        <div key={what} className={styles.detail}>
          <p>
            <b>{what}</b>
          </p>
          <p>{mend}</p>
        </div>
      ))}
      {account.healthDetail !== null && (
        <p className="muted quote">{t('cell.said', { words: account.healthDetail })}</p>
      )}
      <RehearseAccount accountId={account.id} />
    </li>
  );
}
