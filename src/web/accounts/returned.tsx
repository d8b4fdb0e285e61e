import { useSearchParams } from 'react-router';
import type { AccountView } from '../../contract/accounts.js';
import { ProblemList } from '../api/problem-list.js';
import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';

/** What became of an account that somebody lent on its platform's page. Words of the address are never shown. */
export function Returned({ accounts }: { accounts: readonly AccountView[] }) {
  const { t } = useWords();
  const [search] = useSearchParams();
  const code = search.get('problem');
  if (code !== null) {
    const message = t(NOT_CONNECTED.get(code) ?? 'returned.not_connected');
    return <ProblemList problems={[{ code, message }]} />;
  }
  const connected = accounts.find(({ id }) => id === Number(search.get('connected')));
  if (!connected) return null;
  return (
    <p className="card" role="status">
      <Icon name="check" /> {t('returned.connected', { handle: connected.handle })}
    </p>
  );
}

/** By the code of the problem. */
const NOT_CONNECTED: ReadonlyMap<string, MessageId> = new Map([
  ['connect_ended', 'returned.ended'],
  ['connect_declined', 'returned.declined'],
  ['connect_elsewhere', 'returned.elsewhere'],
  ['connect_other', 'returned.other'],
]);
