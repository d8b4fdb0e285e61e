import type { BoardRow } from '../../contract/deliveries.js';
import type { Hold } from '../../contract/stops.js';

export function groupHolds(rows: readonly BoardRow[]): { hold: Hold; count: number }[] {
  const groups = new Map<number, { hold: Hold; count: number }>();
  for (const { heldBy } of rows.flatMap(({ cells }) => cells)) {
    if (heldBy === null) continue;
    const count = (groups.get(heldBy.id)?.count ?? 0) + 1;
    groups.set(heldBy.id, { hold: heldBy, count });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
