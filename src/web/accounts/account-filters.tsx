import { TextInput } from '@mantine/core';
import type { AccountView } from '../../contract/accounts.js';
import { PLATFORM_LABELS, PLATFORM_NAMES, type PlatformName } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './accounts.module.css';
import { COVERAGE_LOOK, HEALTH_ORDER } from './coverage-look.js';
import type { AccountSieve } from './sift-accounts.js';

interface AccountFiltersProps {
  accounts: AccountView[];
  sieve: AccountSieve;
  onChange: (sieve: AccountSieve) => void;
}

/** Counters by health and by platform; pressing one sifts the list, pressing it again lets go. */
export function AccountFilters({ accounts, sieve, onChange }: AccountFiltersProps) {
  const { t, language } = useWords();
  return (
    <div className="card stack">
      <TextInput
        type="search"
        aria-label={t('accounts.search')}
        placeholder={t('accounts.search')}
        leftSection={<Icon name="search" />}
        value={sieve.words}
        onChange={(event) => {
          onChange({ ...sieve, words: event.currentTarget.value });
        }}
      />
      <div className="row" role="group" aria-label={t('accounts.filter')}>
        {HEALTH_ORDER.map((health) => (
          <button
            key={health}
            type="button"
            className={styles.filter}
            data-phase={COVERAGE_LOOK[health].phase}
            aria-pressed={sieve.health === health}
            onClick={() => {
              onChange({ ...sieve, health: sieve.health === health ? null : health });
            }}
          >
            <Icon name={COVERAGE_LOOK[health].icon} size={18} />
            {t(COVERAGE_LOOK[health].word)}
            <b className="number">{accounts.filter((one) => one.health === health).length}</b>
          </button>
        ))}
        {heldBy(accounts).map((platform) => (
          <button
            key={platform}
            type="button"
            className={styles.filter}
            data-phase="withdrawn"
            aria-pressed={sieve.platform === platform}
            onClick={() => {
              onChange({ ...sieve, platform: sieve.platform === platform ? null : platform });
            }}
          >
            <Icon name={platform} size={18} />
            {PLATFORM_LABELS[platform][language]}
            <b className="number">{accounts.filter((one) => one.platform === platform).length}</b>
          </button>
        ))}
      </div>
    </div>
  );
}

/** Platforms that any of the accounts is on; one that nobody uses here is not named. */
function heldBy(accounts: readonly AccountView[]): PlatformName[] {
  return PLATFORM_NAMES.filter((name) => accounts.some(({ platform }) => platform === name));
}
