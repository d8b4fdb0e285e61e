import {
  DELIVERY_PHASES,
  phaseOf,
  type BoardCell,
  type BoardRow,
  type DeliveryState,
  type PhaseCounts,
  type PostProgress,
} from '../contract/deliveries.js';
import { holdOn, type StandingStop } from '../stops/index.js';
import { MOVING_STATES } from './delivery-state.js';
import type { DeliveryRow, StateCount } from './report.store.js';

export function countPhases(counts: readonly Pick<StateCount, 'state' | 'n'>[]): PhaseCounts {
  const phases = Object.fromEntries(DELIVERY_PHASES.map((phase) => [phase, 0])) as PhaseCounts;
  for (const { state, n } of counts) phases[phaseOf(state)] += n;
  return phases;
}

export function progressOf(
  postId: number,
  counts: readonly Pick<StateCount, 'state' | 'n'>[],
  lagMs: PostProgress['lagMs'],
): PostProgress {
  const moving: readonly DeliveryState[] = MOVING_STATES;
  return {
    postId,
    total: counts.reduce((sum, { n }) => sum + n, 0),
    counts: countPhases(counts),
    isSettled: !counts.some(({ state, n }) => n > 0 && moving.includes(state)),
    lagMs,
  };
}

/** Rows of one district stand together, in the order given. */
export function boardOf(rows: readonly DeliveryRow[], stops: readonly StandingStop[]): BoardRow[] {
  const board = new Map<number, BoardRow>();
  for (const row of rows) {
    const { districtId, code, nameEn, nameHi } = row;
    const boardRow = board.get(districtId) ?? { districtId, code, nameEn, nameHi, cells: [] };
    boardRow.cells.push(cellOf(row, stops));
    board.set(districtId, boardRow);
  }
  return [...board.values()];
}

/** `stops` are those that may hold it; what a person has just moved is held by none yet. */
export function cellOf(row: DeliveryRow, stops: readonly StandingStop[] = []): BoardCell {
  const isPublished = row.state === 'published';
  const waitsForItself = row.state === 'retry_wait' || row.state === 'unknown';
  return {
    deliveryId: row.deliveryId,
    accountId: row.accountId,
    part: row.part,
    platform: row.platform,
    handle: row.handle,
    state: row.state,
    phase: phaseOf(row.state),
    dueAt: row.dueAt.toISOString(),
    attempts: row.attempts,
    publishedAt: isPublished ? (row.endedAt?.toISOString() ?? null) : null,
    permalink: isPublished ? row.permalink : null,
    cause: isPublished ? null : row.cause,
    detail: isPublished ? null : row.detail,
    // A cause stands beside the words of a person who decided.
    note: isPublished && row.cause === null ? row.detail : null,
    nextTryAt: waitsForItself ? (row.wakeAt?.toISOString() ?? null) : null,
    heldBy: row.isHeld ? holdOn(stops, row) : null,
    can: {
      retry: mayRetry(row),
      decide: ['needs_decision', 'missed', 'recall_unknown'].includes(row.state),
    },
  };
}

/** Only what surely did not go out, is not archived, and whose post was not cancelled since. */
function mayRetry({ state, cause, isPostCancelled, isArchived }: DeliveryRow): boolean {
  if (isPostCancelled || isArchived) return false;
  return state === 'missed' || (state === 'failed' && cause !== 'person');
}
