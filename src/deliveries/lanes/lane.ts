import type { Budget } from '../../platforms/index.js';

/** What is known of one budget. Instants are milliseconds of the database's clock. */
export interface Lane {
  /** When the budget would be whole again if nothing more were sent. */
  freeAtMs: number;
  /** Nothing goes out before; 0 when the platform has said nothing. */
  parkedUntilMs: number;
  /** As `freeAtMs`, if all who wait in line had gone, by priority. */
  lineAtMs: readonly [number, number, number];
}

export const EMPTY_LANE: Lane = { freeAtMs: 0, parkedUntilMs: 0, lineAtMs: [0, 0, 0] };

/** A request that wants to go out, and what it draws on. */
export interface Ask {
  budgets: readonly Budget[];
  /** Not before this instant. */
  fromMs: number;
  /** 0 urgent, 1 campaign, 2 local. */
  priority: number;
  /** It has stood in line before, so it goes before newcomers. */
  hasWaited: boolean;
}

export type Grant =
  /** A place in every budget is taken for this instant. */
  | { kind: 'go'; atMs: number }
  /** No place is taken; ask again at this instant. */
  | { kind: 'wait'; untilMs: number };

/** A granted place may be this far away; who waits longer waits in the queue, not in a worker. */
export const LOOK_AHEAD_MS = 1_000;
/** A send may start so much later than its place; the platforms' paces leave room for it. */
export const LATE_MS = 100;

/**
 * Pure: one request and its lanes to a place now, or to a place in the waiting line. A budget lets `burst` through at
 * once and then one each `intervalMs`: never more than burst + w / intervalMs + 1 in any time w. `lanes` is changed.
 */
export function grant(lanes: Map<string, Lane>, ask: Ask, nowMs: number): Grant {
  const drawn = ask.budgets.map((budget) => ({
    budget,
    lane: lanes.get(budget.key) ?? EMPTY_LANE,
  }));
  const atMs = Math.max(
    ask.fromMs,
    nowMs,
    ...drawn.map(({ budget, lane }) => earliestMs(budget, lane)),
  );
  const lineEndMs = Math.max(
    0,
    ...drawn.map(({ budget, lane }) => placeInLineMs(budget, lane, ask.priority)),
  );
  const horizonMs = Math.max(nowMs, ask.fromMs) + LOOK_AHEAD_MS;
  const isBehindALine = !ask.hasWaited && lineEndMs > horizonMs;
  if (atMs <= horizonMs && !isBehindALine) {
    for (const { budget, lane } of drawn) {
      lanes.set(budget.key, {
        ...lane,
        freeAtMs: Math.max(lane.freeAtMs, atMs) + budget.intervalMs,
      });
    }
    return { kind: 'go', atMs };
  }
  return { kind: 'wait', untilMs: joinLine(lanes, { drawn, atMs, priority: ask.priority }) };
}

/** Pure: one whose places were taken by an earlier call waits for nothing but what is parked. Takes no place. */
export function pass(lanes: ReadonlyMap<string, Lane>, ask: Ask, nowMs: number): Grant {
  const fromMs = Math.max(ask.fromMs, nowMs);
  const parkedMs = ask.budgets.map(({ key }) => lanes.get(key)?.parkedUntilMs ?? 0);
  const untilMs = Math.max(fromMs, ...parkedMs);
  return untilMs <= fromMs + LOOK_AHEAD_MS
    ? { kind: 'go', atMs: untilMs }
    : { kind: 'wait', untilMs };
}

/** Pure: the platform asked for a pause. A longer one stands. */
export function park(lane: Lane, untilMs: number): Lane {
  return { ...lane, parkedUntilMs: Math.max(lane.parkedUntilMs, untilMs) };
}

/** How many places in a row a lane has given lately, over its own pace: 0 when it has been quiet. */
export function usedPlaces(budget: Budget, lane: Lane, nowMs: number): number {
  return Math.max(0, (lane.freeAtMs - nowMs) / budget.intervalMs);
}

function earliestMs({ burst, intervalMs }: Budget, lane: Lane): number {
  return Math.max(lane.freeAtMs - (burst - 1) * intervalMs, lane.parkedUntilMs);
}

/** When the next who joins the line may go: a pause that ends lets a whole burst through at once. */
function placeInLineMs({ burst, intervalMs }: Budget, lane: Lane, priority: number): number {
  const lineAtMs = lane.lineAtMs[priority] ?? 0;
  return lineAtMs === 0 ? 0 : Math.max(lineAtMs - (burst - 1) * intervalMs, lane.parkedUntilMs);
}

/** The slowest of its lanes tells when it may go; it stands in the line of those that keep it waiting, and no other. */
function joinLine(
  lanes: Map<string, Lane>,
  {
    drawn,
    atMs,
    priority,
  }: { drawn: readonly { budget: Budget; lane: Lane }[]; atMs: number; priority: number },
): number {
  const untilMs = Math.max(
    atMs,
    ...drawn.map(({ budget, lane }) => placeInLineMs(budget, lane, priority)),
  );
  const binding = drawn.filter(
    ({ budget, lane }) =>
      Math.max(earliestMs(budget, lane), placeInLineMs(budget, lane, priority)) >= atMs,
  );
  for (const { budget, lane } of binding) {
    const [urgent, campaign, local] = lane.lineAtMs;
    const lineAtMs = lane.lineAtMs[priority] ?? 0;
    const endMs = Math.max(lane.freeAtMs, lineAtMs, untilMs) + budget.intervalMs;
    lanes.set(budget.key, {
      ...lane,
      lineAtMs: [
        priority === 0 ? endMs : urgent,
        priority === 1 ? endMs : campaign,
        priority === 2 ? endMs : local,
      ],
    });
  }
  return untilMs;
}
