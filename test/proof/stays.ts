import type { Move } from './moves.js';

/** How long a delivery stood in one state. Instants are milliseconds. */
export interface Stay {
  deliveryId: number;
  epoch: number;
  state: string;
  fromMs: number;
  /** Infinity while it lasts. */
  untilMs: number;
  /** Where it went then; null while it lasts. */
  then: string | null;
  /** It ended because its worker did not come back to it. */
  isRescued: boolean;
  /** The worker that began it. */
  by: string;
}

/** Every stay that began with a move; `moves` come in the order of each delivery. */
export function staysOf(moves: readonly Move[]): Stay[] {
  return moves.map((move, index) => {
    const next = moves[index + 1];
    const isLast = next?.deliveryId !== move.deliveryId;
    return {
      deliveryId: move.deliveryId,
      epoch: move.epoch,
      state: move.to,
      fromMs: move.at.getTime(),
      untilMs: isLast ? Infinity : next.at.getTime(),
      then: isLast ? null : next.to,
      by: move.by,
      isRescued: !isLast && next.isRescue,
    };
  });
}

/** The largest number of stays at one instant. */
export function mostAtOnce(stays: readonly Stay[]): number {
  const steps = stays
    .flatMap(({ fromMs, untilMs }) => [
      { atMs: fromMs, change: 1 },
      { atMs: untilMs, change: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let now = 0;
  return steps.reduce((most, { change }) => Math.max(most, (now += change)), 0);
}
