import { TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import type { BoardCell, BoardRow, DeliveryPhase } from '../../contract/deliveries.js';
import { PLATFORM_LABELS, type PlatformName } from '../../contract/platforms.js';
import { useGrowing } from '../districts/use-growing.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { BoardCellButton } from './board-cell.js';
import styles from './board.module.css';
import { columnsOf, sift } from './board-rows.js';
import { DeliverySheet } from './delivery-sheet.js';

interface BoardProps {
  postId: number;
  rows: BoardRow[];
  phase: DeliveryPhase | null;
}

/** Districts down, platforms across; on a phone each district is a card. */
export function Board({ postId, rows, phase }: BoardProps) {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const sought = useDeferredValue(words);
  const [openId, setOpenId] = useState<number | null>(null);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const sifted = useMemo(() => sift(rows, { phase, words: sought }), [rows, phase, sought]);
  const growing = useGrowing(sifted);
  return (
    <section className="card stack" aria-label={t('board.heading')}>
      <header className="row spread">
        <h2>{t('board.heading')}</h2>
        <TextInput
          type="search"
          aria-label={t('board.search')}
          placeholder={t('board.search')}
          leftSection={<Icon name="search" />}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
          }}
        />
      </header>
      {sifted.length === 0 ? (
        <p className="muted">{t('board.none')}</p>
      ) : (
        <BoardTable rows={growing.rows} columns={columns} phase={phase} onOpen={setOpenId} />
      )}
      <div ref={growing.edge} />
      <DeliverySheet
        postId={postId}
        rows={rows}
        deliveryId={openId}
        onClose={() => {
          setOpenId(null);
        }}
      />
    </section>
  );
}

interface BoardTableProps {
  rows: BoardRow[];
  columns: PlatformName[];
  phase: DeliveryPhase | null;
  onOpen: (deliveryId: number) => void;
}

// Roles are written out: styles turn the table into cards on a phone, and browsers drop a table's own roles then.
function BoardTable({ rows, columns, phase, onOpen }: BoardTableProps) {
  const { t, nameOf, language } = useWords();
  return (
    <table className={styles.board} role="table">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            {t('board.district')}
          </th>
          {columns.map((platform) => (
            <th key={platform} role="columnheader" scope="col">
              {PLATFORM_LABELS[platform][language]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.districtId} role="row">
            <th role="rowheader" scope="row">
              {nameOf(row)}
            </th>
            {columns.map((platform) => (
              <td key={platform} role="cell">
                {cellsOn(row, platform).map((cell) => (
                  <BoardCellButton
                    key={cell.deliveryId}
                    cell={cell}
                    platform={platform}
                    place={nameOf(row)}
                    isInThread={isInThread(row, cell)}
                    isFaint={phase !== null && cell.phase !== phase}
                    onOpen={onOpen}
                  />
                ))}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The account carries more than one part of this post. */
function isInThread(row: BoardRow, { accountId, part }: BoardCell): boolean {
  return part > 0 || row.cells.some((one) => one.accountId === accountId && one.part > 0);
}

function cellsOn(row: BoardRow, platform: PlatformName): BoardCell[] {
  return row.cells.filter((cell) => cell.platform === platform);
}
