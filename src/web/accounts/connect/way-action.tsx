import type { ReactNode } from 'react';
import type { ConnectWay } from '../../../contract/platforms.js';
import type { DistrictTree } from '../../districts/tree.js';
import { useWords } from '../../language/use-words.js';
import { useMay, useSession } from '../../session/use-session.js';
import { FoundAccounts } from './found-accounts.js';
import type { ConnectGoal } from './goal.js';
import { ImportFile } from './import-file.js';
import { LendAccount } from './lend-account.js';
import { ListedAccounts } from './listed/listed-accounts.js';

interface WayActionProps {
  way: ConnectWay;
  goal: ConnectGoal;
  tree: DistrictTree;
  /** The steps before it. */
  children: ReactNode;
}

/** The steps of a way and the last one of them, for those who may take it. */
export function WayAction({ way, goal, tree, children }: WayActionProps) {
  const { t } = useWords();
  const mayConnect = useMay('accounts.import');
  const { place } = useSession();
  // Lists, tokens and what was found go beyond one's own places.
  const isAtTheTop = tree.byId.get(place.id)?.parentId === null;
  const isAllowed = mayConnect && (way.kind === 'lend' || isAtTheTop);
  if (!isAllowed) {
    return (
      <>
        {children}
        <p className="muted">{t('connect.others')}</p>
      </>
    );
  }
  if (way.kind === 'list') {
    return (
      <ListedAccounts tokenOf={way.tokenOf} tree={tree} wantedPlaceId={goal.placeId}>
        {children}
      </ListedAccounts>
    );
  }
  return (
    <>
      {children}
      {way.kind === 'lend' && <LendAccount goal={goal} />}
      {way.kind === 'find' && <FoundAccounts goal={goal} tree={tree} />}
      {way.kind === 'rows' && <ImportFile columns={way.columns} />}
    </>
  );
}
