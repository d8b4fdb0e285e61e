import { ActionIcon, Checkbox } from '@mantine/core';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './district-picker.module.css';
import type { Coverage } from './selection.js';
import type { Row } from './visible-rows.js';

interface DistrictRowProps {
  row: Row;
  coverage: Coverage;
  /** Names of the places above, for a row that search has torn from its tree. */
  above?: string | undefined;
  onChoose: (isIn: boolean) => void;
  onFold: () => void;
}

export function DistrictRow({ row, coverage, above, onChoose, onFold }: DistrictRowProps) {
  const { t, nameOf } = useWords();
  const name = nameOf(row.node);
  return (
    <li className={styles.row} style={{ paddingInlineStart: `${row.depth * 1.25}rem` }}>
      <Checkbox
        className={styles.box ?? ''}
        label={name}
        description={above}
        checked={coverage === 'all'}
        indeterminate={coverage === 'some'}
        onChange={() => {
          onChoose(coverage !== 'all');
        }}
      />
      {row.isOpen !== null && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={48}
          aria-expanded={row.isOpen}
          aria-label={t(row.isOpen ? 'districts.fold' : 'districts.unfold', { place: name })}
          onClick={onFold}
        >
          <span className={styles.chevron} data-open={row.isOpen}>
            <Icon name="chevron" />
          </span>
        </ActionIcon>
      )}
    </li>
  );
}
