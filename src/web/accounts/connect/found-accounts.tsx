import { useMemo, useState } from 'react';
import type { AccountView } from '../../../contract/accounts.js';
import { placeGuesser } from '../../districts/guess-places.js';
import type { DistrictTree } from '../../districts/tree.js';
import { Loaded } from '../../frame/loaded.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';
import { FoundCard } from './found-card.js';
import type { ConnectGoal } from './goal.js';
import { IgnoredAccounts } from './ignored-accounts.js';
import { TestAccount } from './test-account.js';
import { useFoundAccounts } from './use-found.js';

/** Accounts that were found: each goes to a district, or is said to be nobody's. */
export function FoundAccounts({ goal, tree }: { goal: ConnectGoal; tree: DistrictTree }) {
  const { t, nameOf } = useWords();
  const found = useFoundAccounts();
  const guesser = useMemo(() => placeGuesser(tree), [tree]);
  const [matched, setMatched] = useState<AccountView[]>([]);
  return (
    <section className="stack" aria-label={t('found.heading')}>
      <h2>{t('found.heading')}</h2>
      {matched.map((account) => {
        const place = nameOf({
          nameEn: account.districtNameEn,
          nameHi: account.districtNameHi,
        });
        return (
          <div key={account.id} className={styles.outcome} role="status" data-phase="published">
            <p>
              <Icon name="check" /> {t('found.connected', { title: account.handle, place })}
            </p>
            <TestAccount account={account} />
          </div>
        );
      })}
      <Loaded query={found}>
        {(all) => {
          const here = all.filter(({ platform }) => platform === goal.platform);
          if (here.length === 0) return <p className="muted">{t('found.none')}</p>;
          return (
            <ul className={styles.cards}>
              {here.map((account) => (
                <FoundCard
                  key={account.id}
                  account={account}
                  tree={tree}
                  guesser={guesser}
                  wantedPlaceId={goal.placeId}
                  onMatched={(view) => {
                    setMatched([view, ...matched]);
                  }}
                />
              ))}
            </ul>
          );
        }}
      </Loaded>
      <IgnoredAccounts platform={goal.platform} />
    </section>
  );
}
