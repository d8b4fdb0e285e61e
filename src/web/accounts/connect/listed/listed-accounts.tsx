import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { PlatformName } from '../../../../contract/platforms.js';
import type { DistrictTree } from '../../../districts/tree.js';
import { useWords } from '../../../language/use-words.js';
import { Icon } from '../../../theme/icon.js';
import styles from '../connect.module.css';
import { ListedTable } from './listed-table.js';
import { TestMany } from './test-many.js';
import { TokenForm } from './token-form.js';
import { useListing } from './use-listing.js';

interface ListedAccountsProps {
  tokenOf: PlatformName;
  tree: DistrictTree;
  /** The district that somebody came here for. */
  wantedPlaceId: number | undefined;
  /** How one gets a token. */
  children: ReactNode;
}

/** All accounts of one token: found, matched to districts, connected in one press. */
export function ListedAccounts({ tokenOf, tree, wantedPlaceId, children }: ListedAccountsProps) {
  const { t } = useWords();
  const { stage, isBusy, list, connect, startOver } = useListing();
  switch (stage.kind) {
    case 'asking':
      return (
        <>
          {children}
          <TokenForm tokenOf={tokenOf} isBusy={isBusy} onList={list} />
        </>
      );
    case 'listed':
      return (
        <ListedTable
          accounts={stage.accounts}
          tree={tree}
          wantedPlaceId={wantedPlaceId}
          isBusy={isBusy}
          onConnect={connect}
          onStartOver={startOver}
        />
      );
    case 'connected':
      return (
        <section className="stack">
          <p className={styles.outcome} role="status" data-phase="published">
            <Icon name="check" /> {t('import.done', { ...stage.counts })}
          </p>
          <TestMany rows={stage.rows} />
          <div className="row">
            <Button component={Link} to="/accounts/coverage" variant="default">
              {t('import.look')}
            </Button>
            <Button variant="subtle" onClick={startOver}>
              {t('listed.start_over')}
            </Button>
          </div>
        </section>
      );
  }
}
