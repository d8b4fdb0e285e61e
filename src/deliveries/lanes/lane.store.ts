import { Injectable } from '@nestjs/common';
import { rowsOf, type Executor } from '../../kernel/database/sql.js';
import { WorkerDatabase } from '../../kernel/database/worker-database.js';
import type { Lane } from './lane.js';

interface LaneRow {
  key: string | null;
  freeAtMs: number;
  parkedUntilMs: number;
  lineAtMs: [number, number, number];
  nowMs: number;
}

const LANE = `
  SELECT key, extract(epoch FROM free_at)::float8 * 1000 AS "freeAtMs",
         COALESCE(extract(epoch FROM parked_until)::float8 * 1000, 0) AS "parkedUntilMs",
         ARRAY(SELECT extract(epoch FROM l)::float8 * 1000 FROM unnest(line_at) WITH ORDINALITY AS x(l, n)
               ORDER BY n) AS "lineAtMs"
  FROM lanes`;

/** The budgets as every process shares them; they outlive a restart. */
@Injectable()
export class LaneStore {
  constructor(private readonly database: WorkerDatabase) {}

  /** Holds the named lanes while `change` gives places in them, and saves what it did. Keys are locked in order. */
  async withLanes<T>(
    keys: ReadonlySet<string>,
    change: (lanes: Map<string, Lane>, nowMs: number) => T,
  ): Promise<T> {
    const sorted = [...keys].sort();
    return this.database.transaction(async (executor) => {
      const rows = await lock(executor, sorted);
      const nowMs = rows[0]?.nowMs ?? 0;
      const lanes = new Map<string, Lane>(
        rows.flatMap(({ key, ...lane }) => (key === null ? [] : [[key, lane] as const])),
      );
      const before = new Map(lanes);
      const done = change(lanes, nowMs);
      await save(
        executor,
        [...lanes].filter(([key, lane]) => before.get(key) !== lane),
      );
      return done;
    });
  }

  /** Lanes that the platforms have parked, longest first. */
  async parked(): Promise<{ key: string; until: Date; because: string }[]> {
    return rowsOf(
      this.database,
      `SELECT key, parked_until AS until, COALESCE(parked_because, '') AS because FROM lanes
       WHERE parked_until > now() ORDER BY parked_until DESC LIMIT 100`,
    );
  }

  /** Nothing more goes out in these lanes for so long; a longer pause that stands already stays. */
  async park(
    keys: readonly string[],
    { forMs, because }: { forMs: number; because: string },
  ): Promise<void> {
    if (keys.length === 0) return;
    await rowsOf(
      this.database,
      `INSERT INTO lanes (key, free_at, parked_until, parked_because, line_at)
       SELECT key, now(), now() + $2 * interval '1 millisecond', $3, ${NO_LINE}
       FROM unnest($1::text[]) AS k(key) ORDER BY key
       ON CONFLICT (key) DO UPDATE
       SET parked_until = GREATEST(lanes.parked_until, EXCLUDED.parked_until),
           parked_because = EXCLUDED.parked_because`,
      [[...new Set(keys)], forMs, because],
    );
  }
}

const NO_LINE = `ARRAY[to_timestamp(0), to_timestamp(0), to_timestamp(0)]`;

/** The lanes that exist, locked; without any, one row tells the time. A lane that nobody has used yet is empty. */
async function lock(executor: Executor, sorted: readonly string[]): Promise<LaneRow[]> {
  return rowsOf<LaneRow>(
    executor,
    `WITH held AS (${LANE} WHERE key = ANY($1::text[]) ORDER BY key FOR NO KEY UPDATE)
     SELECT h.*, extract(epoch FROM clock_timestamp())::float8 * 1000 AS "nowMs"
     FROM (SELECT 1) AS always LEFT JOIN held h ON true`,
    [sorted],
  );
}

/** Two processes may use a lane for the first time at once: the later end stands. */
async function save(executor: Executor, changed: readonly [string, Lane][]): Promise<void> {
  if (changed.length === 0) return;
  await rowsOf(
    executor,
    `INSERT INTO lanes (key, free_at, line_at)
     SELECT key, to_timestamp(free_at_ms / 1000),
            ARRAY[to_timestamp(urgent_ms / 1000), to_timestamp(campaign_ms / 1000), to_timestamp(local_ms / 1000)]
     FROM unnest($1::text[], $2::float8[], $3::float8[], $4::float8[], $5::float8[])
       AS c(key, free_at_ms, urgent_ms, campaign_ms, local_ms)
     ORDER BY key
     ON CONFLICT (key) DO UPDATE
     SET free_at = GREATEST(lanes.free_at, EXCLUDED.free_at), line_at = EXCLUDED.line_at`,
    [
      changed.map(([key]) => key),
      changed.map(([, lane]) => lane.freeAtMs),
      ...[0, 1, 2].map((priority) => changed.map(([, lane]) => lane.lineAtMs[priority])),
    ],
  );
}
