import { useWords } from '../../../language/use-words.js';
import styles from '../../accounts.module.css';
import {
  isIn,
  LISTED_STATES,
  type ListedRow,
  type ListedState,
  type RowProblems,
} from './choices.js';

interface ListedFiltersProps {
  rows: readonly ListedRow[];
  problems: RowProblems;
  chosen: ListedState | null;
  onChoose: (state: ListedState | null) => void;
}

/** Counters by what a row still needs; pressing one sifts the table, pressing it again lets go. */
export function ListedFilters({ rows, problems, chosen, onChoose }: ListedFiltersProps) {
  const { t } = useWords();
  const counted = LISTED_STATES.map((state) => ({
    state,
    count: rows.filter((row) => isIn(state, row, problems)).length,
  })).filter(({ count, state }) => count > 0 || state === chosen);
  if (counted.length < 2) return null;
  return (
    <div className="row" role="group" aria-label={t('listed.filter')}>
      {counted.map(({ state, count }) => (
        <button
          key={state}
          type="button"
          className={styles.filter}
          aria-pressed={state === chosen}
          onClick={() => {
            onChoose(state === chosen ? null : state);
          }}
        >
          {t(`listed.${state}`)}
          <b className="number">{count}</b>
        </button>
      ))}
    </div>
  );
}
