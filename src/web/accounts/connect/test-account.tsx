import { Button } from '@mantine/core';
import type { AccountView } from '../../../contract/accounts.js';
import { useWords } from '../../language/use-words.js';
import { useMay } from '../../session/use-session.js';
import { Icon } from '../../theme/icon.js';
import { COVERAGE_LOOK, stateOf } from '../coverage-look.js';
import { useCheckAgain } from '../use-coverage.js';
import { useTroubleWords } from '../use-trouble-words.js';
import styles from './connect.module.css';
import '../../language/account-words.js';

/** Asks the platform about an account that was just connected, and says what it answered. */
export function TestAccount({ account }: { account: AccountView }) {
  const { t } = useWords();
  const mayCheck = useMay('accounts.check');
  const check = useCheckAgain();
  const troublesOf = useTroubleWords();
  if (!mayCheck) return null;
  const checked = check.data;
  const look = checked && COVERAGE_LOOK[stateOf(checked)];
  return (
    <div className={styles.test}>
      {!checked && <p>{t('test.why')}</p>}
      {look && (
        <p className={styles.state} data-phase={look.phase}>
          <Icon name={look.icon} size={18} /> {t(look.word)}
        </p>
      )}
      {checked &&
        troublesOf(checked).map(({ what, mend }) => (
          <p key={what}>
            <b>{what}</b> {mend}
          </p>
        ))}
      {checked?.health !== 'healthy' && (
        <Button
          variant="default"
          leftSection={<Icon name="retry" />}
          loading={check.isPending}
          onClick={() => {
            check.mutate(account.id);
          }}
        >
          {t('test.one')}
        </Button>
      )}
    </div>
  );
}
