import type { Bench } from '../bench.js';
import type { Round } from '../engines/engine.js';
import { MunadiEngine } from '../engines/munadi.js';
import { nowMs } from '../measure/clock.js';
import { lagOf, median, type Lag } from '../measure/quantiles.js';
import { randomNumbers } from '../measure/random.js';
import { bar, type Report } from '../measure/report.js';
import { roundsOf, sized } from '../options.js';
import { loadFuture } from '../world/seed.js';
import { makeTemplate } from '../world/template.js';
import { warmUp } from './throughput.js';

const WARM_UP = 5_000;
const RANDOM = { count: 500, overMs: 20_000 };
const TOGETHER = 2_000;
const FUTURE_ROWS = 10_000;
/** From planning to the first instant: the plan must be in the table by then. */
const LEAD_MS = 2_000;

export interface LagRun {
  random: Lag;
  together: Lag;
}

/** How late a delivery arrives at the sink, with a worker that has sent before and future rows in the queue. */
export async function lag(bench: Bench): Promise<Report> {
  const { options, server, sink } = bench;
  const [kind = 'plain'] = options.clients;
  const accounts = WARM_UP + sized(options, RANDOM.count) + sized(options, TOGETHER);
  const template = await makeTemplate(server, { kind, accounts });
  const runs: LagRun[] = [];
  for (let n = 1; n <= roundsOf(options); n += 1) {
    const { concurrency, latencyMs } = options;
    const round: Round = { server, sink, kind, concurrency, latencyMs, accounts };
    const engine = await MunadiEngine.start(round, { template });
    await loadFuture(engine.databaseUrl, { kind, rows: FUTURE_ROWS, accounts });
    await warmUp(engine, round, { firstKey: 1, count: WARM_UP });
    const random = await randomLag(bench, engine, WARM_UP);
    const together = await togetherLag(bench, engine, WARM_UP + sized(options, RANDOM.count));
    await engine.close();
    bench.say(`lag round ${n}: random p99 ${random.p99.toFixed(1)} ms`);
    runs.push({ random, together });
  }
  return reportOf(runs, kind);
}

/** Deliveries at random instants; `arrived` different keys have come before them. */
export async function randomLag(
  { options, sink }: Bench,
  engine: MunadiEngine,
  arrived: number,
): Promise<Lag> {
  const next = randomNumbers(7);
  const count = sized(options, RANDOM.count);
  const overMs = sized(options, RANDOM.overMs);
  const startMs = Math.ceil(nowMs()) + LEAD_MS;
  // Whole milliseconds: a Date holds no more, and an earlier arrival must be a real one.
  const dueAtsMs = Array.from({ length: count }, () => startMs + Math.floor(next() * overMs));
  const firstKey = arrived + 1;
  await engine.enqueueSpread(
    firstKey,
    dueAtsMs.map((ms) => new Date(ms)),
  );
  await sink.untilDistinct(arrived + count);
  const instants = await sink.instants({ firstKey, count });
  return lagOf(instants.map((at, index) => at - (dueAtsMs[index] ?? 0)));
}

async function togetherLag(
  { options, sink }: Bench,
  engine: MunadiEngine,
  arrived: number,
): Promise<Lag> {
  const count = sized(options, TOGETHER);
  const dueMs = Math.ceil(nowMs()) + LEAD_MS;
  const range = { firstKey: arrived + 1, count };
  await engine.enqueue(range, new Date(dueMs));
  await sink.untilDistinct(arrived + count);
  return lagOf((await sink.instants(range)).map((at) => at - dueMs));
}

function reportOf(runs: readonly LagRun[], kind: string): Report {
  const middle = (part: keyof LagRun, figure: keyof Lag): number =>
    median(runs.map((run) => run[part][figure]));
  const early = runs.reduce((sum, run) => sum + run.random.early + run.together.early, 0);
  const row = (name: string, part: keyof LagRun) => [
    name,
    middle(part, 'first'),
    middle(part, 'p50'),
    middle(part, 'p99'),
    Math.max(...runs.map((run) => run[part].max)),
    runs.reduce((sum, run) => sum + run[part].early, 0),
  ];
  return {
    title: `lag: arrival at the sink - due, ${kind}, warm worker, ${FUTURE_ROWS} future rows, medians of ${runs.length}`,
    tables: [
      {
        head: ['ms', 'first', 'p50', 'p99', 'max of all', 'early'],
        rows: [row('at random instants', 'random'), row('all at one instant', 'together')],
      },
    ],
    notes: [
      bar('random p50, ms', middle('random', 'p50'), { atMost: 5 }),
      bar('random p99, ms', middle('random', 'p99'), { atMost: 20 }),
      bar('at one instant, first, ms', middle('together', 'first'), { atMost: 40 }),
      bar('at one instant, p99, ms', middle('together', 'p99'), { atMost: 250 }),
    ],
    faults: early > 0 ? [`${early} arrived before their instant`] : [],
    figures: runs,
  };
}
