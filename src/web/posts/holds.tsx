import { useMemo } from 'react';
import type { BoardRow } from '../../contract/deliveries.js';
import { HoldStory } from './hold-story.js';
import { groupHolds } from './group-holds.js';

/** The stops that hold something of this post, so that nobody has to open a cell to learn of them. */
export function Holds({ rows }: { rows: BoardRow[] }) {
  const holds = useMemo(() => groupHolds(rows), [rows]);
  return holds.map(({ hold, count }) => <HoldStory key={hold.id} hold={hold} count={count} />);
}
