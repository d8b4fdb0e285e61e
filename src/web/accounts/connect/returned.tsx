import { Button } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import type { AccountView } from '../../../contract/accounts.js';
import { ProblemList } from '../../api/problem-list.js';
import type { MessageId } from '../../language/catalogue.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from './connect.module.css';
import { pathTo, rememberedGoal } from './goal.js';
import { TestAccount } from './test-account.js';
import '../../language/account-words.js';

/** What became of an account that somebody lent on its platform's page. Words of the address are never shown. */
export function Returned({ accounts }: { accounts: readonly AccountView[] }) {
  const { t, nameOf } = useWords();
  const [search] = useSearchParams();
  const code = search.get('problem');
  if (code !== null) return <NotConnected code={code} />;
  const connected = accounts.find(({ id }) => id === Number(search.get('connected')));
  if (!connected) return null;
  const place = nameOf({ nameEn: connected.districtNameEn, nameHi: connected.districtNameHi });
  return (
    <section className={styles.outcome} role="status" data-phase="published">
      <p>
        <Icon name="check" /> <b>{t('returned.connected', { handle: connected.handle })}</b> {place}
      </p>
      <TestAccount account={connected} />
      <p>
        <Link to={pathTo({ platform: connected.platform })}>{t('returned.next')}</Link>
      </p>
    </section>
  );
}

function NotConnected({ code }: { code: string }) {
  const { t } = useWords();
  const message = t(NOT_CONNECTED.get(code) ?? 'returned.not_connected');
  return (
    <section className="stack">
      <ProblemList problems={[{ code, message }]} />
      {code !== 'not_allowed' && (
        <div>
          <Button
            component={Link}
            to={pathTo(rememberedGoal())}
            leftSection={<Icon name="retry" />}
          >
            {t('returned.again')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** By the code of the problem. */
const NOT_CONNECTED: ReadonlyMap<string, MessageId> = new Map([
  ['connect_ended', 'returned.ended'],
  ['connect_declined', 'returned.declined'],
  ['connect_failed', 'returned.failed'],
  ['connect_elsewhere', 'returned.elsewhere'],
  ['connect_other', 'returned.other'],
  ['not_allowed', 'returned.not_allowed'],
  ['not_found', 'returned.gone'],
]);
