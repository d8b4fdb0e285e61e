import type { ConnectWay } from '../../../contract/platforms.js';
import type { DistrictTree } from '../../districts/tree.js';
import { useWords } from '../../language/use-words.js';
import { FoundAccounts } from './found-accounts.js';
import type { ConnectGoal } from './goal.js';
import { ImportFile } from './import-file.js';
import { LendAccount } from './lend-account.js';
import { ListedAccounts } from './listed/listed-accounts.js';
import { useConnectRights } from './use-rights.js';

interface WayActionProps {
  way: ConnectWay;
  goal: ConnectGoal;
  tree: DistrictTree;
}

/** The last step of a way, for those who may take it. */
export function WayAction({ way, goal, tree }: WayActionProps) {
  const { t } = useWords();
  const { mayConnect, mayConnectAnywhere } = useConnectRights();
  const isAllowed = way.kind === 'lend' ? mayConnect : mayConnectAnywhere;
  if (!isAllowed) return <p className="muted">{t('connect.others')}</p>;
  switch (way.kind) {
    case 'lend':
      return <LendAccount goal={goal} />;
    case 'find':
      return <FoundAccounts goal={goal} tree={tree} />;
    case 'list':
      return <ListedAccounts tokenOf={way.tokenOf} tree={tree} />;
    case 'rows':
      return <ImportFile columns={way.columns} />;
  }
}
