import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AccountSearch, FoundAccount } from '../../../../contract/account-listing.js';
import type { ImportResult } from '../../../../contract/districts.js';
import { problemsOf, type Problem } from '../../../api/refusal.js';
import { api } from '../../../api/routes.js';
import { withPlace, type ListedRow } from './choices.js';

export type Stage =
  | { kind: 'asking' }
  | { kind: 'listed'; accounts: FoundAccount[] }
  | { kind: 'connected'; counts: ImportResult; rows: ListedRow[] };

/**
 * A token is asked for its accounts, and once more when they are connected. Between the two it is held by this page's
 * memory alone: in no field, no state of a component, no cache, no storage, no address. It goes with the answer, or the page.
 */
export function useListing() {
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const [isBusy, setBusy] = useState(false);
  const held = useRef<AccountSearch | null>(null);
  const client = useQueryClient();
  useEffect(
    () => () => {
      held.current = null;
    },
    [],
  );

  const attempt = async (work: () => Promise<void>): Promise<Problem[]> => {
    setBusy(true);
    try {
      await work();
      return [];
    } catch (error) {
      return problemsOf(error);
    } finally {
      setBusy(false);
    }
  };

  /** Answers what was wrong; the token is forgotten then. */
  const list = (search: AccountSearch) =>
    attempt(async () => {
      const accounts = await api.listAccounts(search);
      held.current = search;
      setStage({ kind: 'listed', accounts });
    });

  /** Answers what was wrong; the same token may be tried with other rows then. */
  const connect = (all: readonly ListedRow[]) =>
    attempt(async () => {
      if (!held.current) return;
      const rows = withPlace(all);
      const counts = await api.takeOverAccounts({
        ...held.current,
        rows: rows.map(({ account: { platform, remoteId }, placeId: districtId }) => ({
          platform,
          remoteId,
          districtId,
        })),
      });
      held.current = null;
      setStage({ kind: 'connected', counts, rows });
      await client.invalidateQueries();
    });

  const startOver = () => {
    held.current = null;
    setStage({ kind: 'asking' });
  };

  return { stage, isBusy, list, connect, startOver };
}
