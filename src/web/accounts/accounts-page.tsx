import { useDeferredValue, useMemo, useState } from 'react';
import type { AccountView } from '../../contract/accounts.js';
import { useGrowing } from '../districts/use-growing.js';
import { Loaded } from '../frame/loaded.js';
import { useWords } from '../language/use-words.js';
import { AccountCard } from './account-card.js';
import { AccountFilters } from './account-filters.js';
import { AccountViews } from './account-views.js';
import { Returned } from './connect/returned.js';
import styles from './accounts.module.css';
import { Findings } from './findings.js';
import { siftAccounts, type AccountSieve } from './sift-accounts.js';
import { useAccounts } from './use-accounts.js';

/** Whose accounts there are, and which of them would fail today. */
export default function AccountsPage() {
  const { t } = useWords();
  const accounts = useAccounts();
  return (
    <div className="stack">
      <h1>{t('nav.accounts')}</h1>
      <AccountViews />
      <Findings />
      <Loaded query={accounts}>
        {(list) => (
          <>
            <Returned accounts={list} />
            <AccountBook accounts={list} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function AccountBook({ accounts }: { accounts: AccountView[] }) {
  const { t, language } = useWords();
  const [sieve, setSieve] = useState<AccountSieve>({ words: '', platform: null, health: null });
  const applied = useDeferredValue(sieve);
  const places = useMemo(() => siftAccounts(accounts, applied), [accounts, applied]);
  const { rows, edge } = useGrowing(places);
  return (
    <>
      <AccountFilters accounts={accounts} sieve={sieve} onChange={setSieve} />
      {places.length === 0 && <p className="card muted">{t('accounts.none')}</p>}
      <ul className={styles.places}>
        {rows.map((place) => (
          <li key={place.districtId} className={styles.place}>
            <h2>{language === 'hi' ? place.districtNameHi : place.districtNameEn}</h2>
            <ul className={styles.accounts}>
              {place.accounts.map((account) => (
                <AccountCard key={account.id} account={account} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <div ref={edge} />
    </>
  );
}
