import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useWords } from '../../language/use-words.js';
import { useMay } from '../../session/use-session.js';
import { Icon } from '../../theme/icon.js';
import { pathTo, type ConnectGoal } from './goal.js';
import '../../language/account-words.js';

/** Leads to the steps for one account, for those who may take them. */
export function ConnectLink({ goal }: { goal: ConnectGoal }) {
  const { t } = useWords();
  const mayConnect = useMay('accounts.import');
  if (!mayConnect) return null;
  return (
    <Button component={Link} to={pathTo(goal)} variant="light" leftSection={<Icon name="add" />}>
      {t(goal.accountId === undefined ? 'connect.open' : 'connect.open_again')}
    </Button>
  );
}
