import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { FoundAccount } from '../../../../contract/account-listing.js';
import { ProblemList } from '../../../api/problem-list.js';
import type { Problem } from '../../../api/refusal.js';
import { placeGuesser } from '../../../districts/guess-places.js';
import { PlaceSheet } from '../../../districts/place-sheet.js';
import type { DistrictTree } from '../../../districts/tree.js';
import { useGrowing } from '../../../districts/use-growing.js';
import { useWords } from '../../../language/use-words.js';
import {
  choosePlace,
  isIn,
  NO_PROBLEMS,
  rowsOf,
  sortProblems,
  withPlace,
  type ListedRow,
  type ListedState,
} from './choices.js';
import { ListedFilters } from './listed-filters.js';
import { ListedRowView } from './listed-row.js';
import styles from './listed.module.css';

interface ListedTableProps {
  accounts: FoundAccount[];
  tree: DistrictTree;
  wantedPlaceId: number | undefined;
  isBusy: boolean;
  onConnect: (rows: readonly ListedRow[]) => Promise<Problem[]>;
  onStartOver: () => void;
}

/** Every account of the token with its district; all that have one are connected in one press. */
export function ListedTable(props: ListedTableProps) {
  const { accounts, tree, wantedPlaceId, isBusy, onConnect, onStartOver } = props;
  const { t } = useWords();
  const guesser = useMemo(() => placeGuesser(tree), [tree]);
  const [rows, setRows] = useState(() => rowsOf(accounts, guesser));
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [state, setState] = useState<ListedState | null>(null);
  const [choosing, setChoosing] = useState<ListedRow | null>(null);
  const shown = state === null ? rows : rows.filter((row) => isIn(state, row, problems));
  const growing = useGrowing(shown);
  const ready = withPlace(rows);
  const choose = (placeId: number | null) => {
    if (choosing) setRows(choosePlace(rows, choosing.key, placeId));
    setChoosing(null);
  };
  const likelyFor = ({ account: { name, handle } }: ListedRow) => {
    const guessed = guesser.guesses([name, handle]).map(({ place }) => place);
    const wanted = tree.byId.get(wantedPlaceId ?? Number.NaN);
    return wanted ? [wanted, ...guessed.filter(({ id }) => id !== wanted.id)] : guessed;
  };
  const connect = async () => {
    const said = sortProblems(await onConnect(rows), ready);
    setProblems(said);
    setState(said.byKey.size > 0 ? 'wrong' : null);
  };
  return (
    <section className="stack" aria-label={t('listed.heading', { count: rows.length })}>
      <div className="row spread">
        <h2>{t('listed.heading', { count: rows.length })}</h2>
        <Button variant="subtle" onClick={onStartOver}>
          {t('listed.start_over')}
        </Button>
      </div>
      {rows.length === 0 && <p>{t('listed.none')}</p>}
      <ListedFilters rows={rows} problems={problems} chosen={state} onChoose={setState} />
      <ProblemList problems={refusalOf(problems.byKey.size, problems.others, t)} />
      {rows.length > 0 && shown.length === 0 && <p className="muted">{t('listed.nothing_here')}</p>}
      <ul className={styles.table}>
        {growing.rows.map((row) => (
          <ListedRowView
            key={row.key}
            row={row}
            place={row.placeId === null ? undefined : tree.byId.get(row.placeId)}
            problems={problems.byKey.get(row.key) ?? []}
            onChoose={() => {
              setChoosing(row);
            }}
          />
        ))}
      </ul>
      <div ref={growing.edge} />
      {rows.length > 0 && (
        <div className={styles.foot}>
          {ready.length < rows.length && (
            <p className="muted">{t('listed.rest', { count: rows.length - ready.length })}</p>
          )}
          <Button loading={isBusy} disabled={ready.length === 0} onClick={() => void connect()}>
            {t('listed.connect', { count: ready.length })}
          </Button>
        </div>
      )}
      <PlaceSheet
        title={choosing?.account.name ?? ''}
        isOpen={choosing !== null}
        tree={tree}
        platform={choosing?.account.platform}
        likely={choosing ? likelyFor(choosing) : []}
        onChoose={({ id }) => {
          choose(id);
        }}
        onChooseNone={() => {
          choose(null);
        }}
        onClose={() => {
          setChoosing(null);
        }}
      />
    </section>
  );
}

function refusalOf(
  wrong: number,
  others: Problem[],
  t: ReturnType<typeof useWords>['t'],
): Problem[] {
  if (wrong === 0) return others;
  const code = 'rows';
  return [{ code, message: t('listed.refused', { count: wrong }) }, ...others];
}
