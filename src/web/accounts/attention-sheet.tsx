import type { AttentionQuery } from '../../contract/account-health.js';
import type { Attention } from '../../contract/accounts.js';
import { PLATFORM_LABELS, type PlatformName } from '../../contract/platforms.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { AttendedAccountView } from './attended-account.js';
import { ConnectLink } from './connect/connect-link.js';
import { KeeperLine } from './keeper-line.js';
import styles from './coverage.module.css';
import { useAttention } from './use-coverage.js';

interface AttentionSheetProps {
  cell: AttentionQuery | null;
  onClose: () => void;
}

/** What is behind a cell: each account with what is wrong, who is asked and what to do. */
export function AttentionSheet({ cell, onClose }: AttentionSheetProps) {
  const { language } = useWords();
  const attention = useAttention(cell);
  return (
    <Sheet
      title={cell ? PLATFORM_LABELS[cell.platform][language] : ''}
      isOpen={cell !== null}
      onClose={onClose}
    >
      <Loaded query={attention}>
        {(found) => found && cell && <Found found={found} platform={cell.platform} />}
      </Loaded>
    </Sheet>
  );
}

function Found({ found, platform }: { found: Attention; platform: PlatformName }) {
  const { t, nameOf } = useWords();
  const { accounts, accountsInAll, missing, missingInAll } = found;
  return (
    <div className="stack">
      <ul className="stack">
        {accounts.map((account) => (
          <AttendedAccountView key={account.id} account={account} />
        ))}
      </ul>
      <AndMore shown={accounts.length} inAll={accountsInAll} />
      {missing.length > 0 && (
        <section className="stack" aria-label={t('attention.missing')}>
          <h3 data-phase="withdrawn" className={styles.state}>
            <Icon name="add" size={18} /> {t('attention.missing')}
          </h3>
          <p>{t('attention.missing_advice')}</p>
          <ul className="stack">
            {missing.map((place) => (
              <li key={place.placeId} className={styles.account}>
                <b>{nameOf(place)}</b>
                <KeeperLine keeper={place.keeper} />
                <ConnectLink goal={{ platform, placeId: place.placeId }} />
              </li>
            ))}
          </ul>
          <AndMore shown={missing.length} inAll={missingInAll} />
        </section>
      )}
    </div>
  );
}

function AndMore({ shown, inAll }: { shown: number; inAll: number }) {
  const { t } = useWords();
  return inAll > shown && <p className="muted">{t('and_more', { count: inAll - shown })}</p>;
}
