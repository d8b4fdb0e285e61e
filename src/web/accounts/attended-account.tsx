import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AttendedAccount } from '../../contract/accounts.js';
import { showMoment } from '../language/moments.js';
import { useWords } from '../language/use-words.js';
import { useMay } from '../session/use-session.js';
import { Icon } from '../theme/icon.js';
import { ConnectLink } from './connect/connect-link.js';
import { COVERAGE_LOOK, stateOf } from './coverage-look.js';
import styles from './coverage.module.css';
import { KeeperLine } from './keeper-line.js';
import { useCheckAgain, useHealthChanges } from './use-coverage.js';
import { useTroubleWords } from './use-trouble-words.js';

/** One account: how it stands, why, whom to ask, what to do, and a check that is made at once. */
export function AttendedAccountView({ account }: { account: AttendedAccount }) {
  const { t, language } = useWords();
  const troubles = useTroubleWords()(account);
  const look = COVERAGE_LOOK[stateOf(account)];
  const place = language === 'hi' ? account.districtNameHi : account.districtNameEn;
  return (
    <li className={styles.account}>
      <h3>
        {place} · {account.handle}
      </h3>
      <p className={styles.state} data-phase={look.phase}>
        <Icon name={look.icon} size={18} /> {t(look.word)}
        {account.isVerified && ` · ${t('coverage.verified')}`}
      </p>
      <Moments account={account} />
      {troubles.map(({ what, mend, phase }) => (
        <div key={what} className={styles.reason} data-phase={phase}>
          <p>
            <b>{what}</b>
          </p>
          <p>{mend}</p>
        </div>
      ))}
      {account.healthDetail !== null && (
        <p className="muted quote">{t('cell.said', { words: account.healthDetail })}</p>
      )}
      {troubles.length > 0 && <KeeperLine keeper={account.keeper} />}
      <div className="row">
        <CheckAgain accountId={account.id} />
        {isConnectedAgain(account) && (
          <ConnectLink
            goal={{
              platform: account.platform,
              placeId: account.districtId,
              accountId: account.id,
            }}
          />
        )}
      </div>
      <History accountId={account.id} />
    </li>
  );
}

/** Whether new credentials mend it, or keep it from breaking. */
function isConnectedAgain({ health, warnings }: AttendedAccount): boolean {
  return health === 'broken' || warnings.some(({ kind }) => kind === 'access_ends');
}

/** Since when it stands so, and when the platform was last asked. */
function Moments({ account }: { account: AttendedAccount }) {
  const { t, language } = useWords();
  const { healthSinceAt, checkedAt } = account;
  const said = [
    ...(healthSinceAt ? [t('health.since', { when: showMoment(healthSinceAt, language) })] : []),
    ...(checkedAt ? [t('accounts.checked', { when: showMoment(checkedAt, language) })] : []),
  ];
  return said.length > 0 && <p className="muted">{said.join(' · ')}</p>;
}

function CheckAgain({ accountId }: { accountId: number }) {
  const { t } = useWords();
  const mayCheck = useMay('accounts.check');
  const check = useCheckAgain();
  if (!mayCheck) return null;
  return (
    <Button
      variant="light"
      leftSection={<Icon name="retry" />}
      loading={check.isPending}
      onClick={() => {
        check.mutate(accountId);
      }}
    >
      {t('attention.check_again')}
    </Button>
  );
}

function History({ accountId }: { accountId: number }) {
  const { t, language } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const changes = useHealthChanges(accountId, isOpen).data;
  return (
    <details
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <Icon name="chevron" size={16} /> {t('attention.history')}
      </summary>
      {changes?.length === 0 && <p className="muted">{t('attention.never_turned')}</p>}
      <ul>
        {changes?.map(({ at, was, health }) => (
          <li key={`${at} ${health}`}>
            {t('attention.turn', {
              when: showMoment(at, language),
              was: t(COVERAGE_LOOK[was].word),
              health: t(COVERAGE_LOOK[health].word),
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}
