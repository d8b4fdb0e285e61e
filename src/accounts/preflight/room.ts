import type { Budget } from '../../platforms/index.js';

/** How far a budget is used, as the publishing processes share it. */
export interface UsedLane {
  /** When the budget would be whole again if nothing more were sent. */
  freeAt: Date;
  /** The platform said "not before". */
  parkedUntil: Date | null;
}

/** What is left of an account's allowance. */
export interface Room {
  /** From when on the next post may go out; null where it may at once, or within a minute. */
  noneUntil: Date | null;
  /** Until when the platform wants to hear nothing from the whole application; null where it does not mind. */
  applicationParkedUntil: Date | null;
}

/** A wait that nobody notices: every busy account has it. */
const UNNOTICED_MS = 60_000;

/** Pure. A budget that nobody has used has no lane. */
export function roomOf(
  budgets: readonly Budget[],
  lanes: ReadonlyMap<string, UsedLane>,
  now: Date,
): Room {
  const used = budgets.flatMap((budget) => {
    const lane = lanes.get(budget.key);
    return lane ? [{ budget, lane }] : [];
  });
  const nextAtMs = Math.max(0, ...used.map(({ budget, lane }) => nextPlaceMs(budget, lane)));
  const parkedMs = Math.max(
    0,
    ...used
      .filter(({ budget }) => budget.scope === 'application')
      .map(({ lane }) => lane.parkedUntil?.getTime() ?? 0),
  );
  return {
    noneUntil: nextAtMs > now.getTime() + UNNOTICED_MS ? new Date(nextAtMs) : null,
    applicationParkedUntil: parkedMs > now.getTime() ? new Date(parkedMs) : null,
  };
}

function nextPlaceMs({ burst, intervalMs }: Budget, { freeAt, parkedUntil }: UsedLane): number {
  return Math.max(freeAt.getTime() - (burst - 1) * intervalMs, parkedUntil?.getTime() ?? 0);
}
