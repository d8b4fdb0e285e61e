import type { BoardRow, DeliveryPhase } from '../../contract/deliveries.js';
import { PLATFORM_NAMES, type PlatformName } from '../../contract/platforms.js';

/** Rows with a delivery in the chosen phase and a name, or code, that holds the words. */
export function sift(
  rows: readonly BoardRow[],
  { phase, words }: { phase: DeliveryPhase | null; words: string },
): BoardRow[] {
  const sought = words.trim().toLowerCase();
  return rows.filter(
    (row) =>
      (phase === null || row.cells.some((cell) => cell.phase === phase)) &&
      [row.nameEn, row.nameHi, row.code].some((name) => name.toLowerCase().includes(sought)),
  );
}

/** Columns of the board: platforms that this post goes to. */
export function columnsOf(rows: readonly BoardRow[]): PlatformName[] {
  return PLATFORM_NAMES.filter((platform) =>
    rows.some((row) => row.cells.some((cell) => cell.platform === platform)),
  );
}
