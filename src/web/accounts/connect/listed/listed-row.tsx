import type { DistrictNode } from '../../../../contract/districts.js';
import { ProblemList } from '../../../api/problem-list.js';
import type { Problem } from '../../../api/refusal.js';
import type { MessageId } from '../../../language/catalogue.js';
import { showAudience } from '../../../language/numbers.js';
import { useWords } from '../../../language/use-words.js';
import { Icon } from '../../../theme/icon.js';
import connect from '../connect.module.css';
import type { ListedRow } from './choices.js';
import styles from './listed.module.css';

interface ListedRowProps {
  row: ListedRow;
  place: DistrictNode | undefined;
  problems: Problem[];
  onChoose: () => void;
}

const NOTES: Record<ListedRow['source'], MessageId | null> = {
  held: 'listed.held_by',
  guessed: 'listed.guessed',
  chosen: null,
  none: 'listed.left_out',
};

export function ListedRowView({ row, place, problems, onChoose }: ListedRowProps) {
  const { t, language, nameOf } = useWords();
  const { platform, name, handle, audience } = row.account;
  const note = NOTES[row.source];
  const shown = place ? nameOf(place) : t('places.choose');
  return (
    <li className={styles.row}>
      <p className={connect.who}>
        <Icon name={platform} size={18} />
        <span>
          <b>{name}</b>
          <span className="muted">
            {[
              handle,
              ...(audience === null
                ? []
                : [t('accounts.audience', { audience: showAudience(audience, language) })]),
            ].join(' · ')}
          </span>
        </span>
      </p>
      <div className={styles.place}>
        {row.source === 'held' ? (
          <p>
            <Icon name="check" size={16} /> <b>{shown}</b>
          </p>
        ) : (
          <button
            type="button"
            className={connect.field}
            data-empty={!place}
            aria-label={t('listed.district_of', { name, place: shown })}
            onClick={onChoose}
          >
            {shown}
            <Icon name="chevron" size={16} />
          </button>
        )}
        {note && <p className="muted">{t(note)}</p>}
      </div>
      {problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={problems} />
        </div>
      )}
    </li>
  );
}
