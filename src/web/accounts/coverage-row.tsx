import { Link } from 'react-router';
import type { AttentionQuery, CoverageCell, CoverageRow } from '../../contract/account-health.js';
import { PLATFORM_NAMES } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { CoverageCellButton } from './coverage-cell.js';
import styles from './coverage.module.css';

interface CoverageRowProps {
  row: CoverageRow;
  title: string;
  /** Absent for a place alone: what is behind a cell is told for a place and all below it. */
  onOpen?: (cell: AttentionQuery, counted: CoverageCell) => void;
}

/** A place with its platforms; its name leads one level down where there is one. */
export function CoverageRowView({ row, title, onOpen }: CoverageRowProps) {
  const { t, nameOf } = useWords();
  const { placeId, cells } = row;
  return (
    <div className={styles.row}>
      <h3>
        {row.hasBelow ? (
          <Link
            to={`/accounts/coverage?place=${String(placeId)}`}
            aria-label={t('coverage.open', { place: nameOf(row) })}
          >
            {title}
            <Icon name="chevron" size={16} />
          </Link>
        ) : (
          title
        )}
      </h3>
      <div className={styles.cells}>
        {PLATFORM_NAMES.map((platform) => {
          const cell = cells[platform];
          return (
            cell && (
              <CoverageCellButton
                key={platform}
                cell={cell}
                platform={platform}
                place={title}
                onOpen={
                  onOpen &&
                  (() => {
                    onOpen({ placeId, platform }, cell);
                  })
                }
              />
            )
          );
        })}
      </div>
    </div>
  );
}
