import { memo } from 'react';
import type { BoardCell } from '../../contract/deliveries.js';
import { PLATFORM_LABELS, type PlatformName } from '../../contract/platforms.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './board.module.css';
import { HELD_LOOK, PHASE_LOOK } from './phase-look.js';

interface BoardCellButtonProps {
  cell: BoardCell;
  platform: PlatformName;
  place: string;
  /** Its number stands with it then. */
  isInThread: boolean;
  isFaint: boolean;
  onOpen: (deliveryId: number) => void;
}

/** One delivery: icon, word and colour. Pressing it tells the rest. */
export const BoardCellButton = memo(function BoardCellButton(props: BoardCellButtonProps) {
  const { cell, platform, place, isInThread, isFaint, onOpen } = props;
  const { t, language } = useWords();
  const label = PLATFORM_LABELS[platform][language];
  const look = cell.heldBy === null ? PHASE_LOOK[cell.phase] : HELD_LOOK;
  const state = t(look.word);
  const word = isInThread ? t('board.part', { state, number: cell.part + 1 }) : state;
  return (
    <button
      type="button"
      className={styles.cell}
      data-phase={cell.phase}
      data-faint={isFaint}
      aria-label={t('board.cell', { place, platform: label, state: word })}
      onClick={() => {
        onOpen(cell.deliveryId);
      }}
    >
      <span className={styles.cellPlatform}>{label}</span>
      <span className={styles.cellState}>
        <Icon name={look.icon} size={14} />
        {word}
      </span>
    </button>
  );
});
