import type { Bench } from '../bench.js';
import type { Round } from '../engines/engine.js';
import { MunadiEngine } from '../engines/munadi.js';
import { nowMs, timed } from '../measure/clock.js';
import { quantile, type Lag } from '../measure/quantiles.js';
import { bar, type Report } from '../measure/report.js';
import { sized } from '../options.js';
import { claimNothing, hotBytes, loadFuture } from '../world/seed.js';
import { makeTemplate } from '../world/template.js';
import { randomLag } from './lag.js';
import { warmUp } from './throughput.js';

const WARM_UP = 5_000;
const RANDOM = 500;
const BURST = 20_000;
const CLAIMS = 500;
/** What an empty queue is given, so that both are asked the same. */
const FEW_ROWS = 10_000;

export interface GrowthRun {
  rows: number;
  loadMs: number;
  emptyClaimP50Ms: number;
  emptyClaimP99Ms: number;
  random: Lag;
  burstPerSecond: number;
  bytesARow: number;
}

/** The same with few and with very many future rows in the queue. */
export async function growth(bench: Bench): Promise<Report> {
  const { options, server } = bench;
  const [kind = 'plain'] = options.clients;
  const accounts = WARM_UP + sized(options, RANDOM) + sized(options, BURST);
  const template = await makeTemplate(server, { kind, accounts });
  const few = await runWith(bench, template, FEW_ROWS);
  const many = await runWith(bench, template, options.rows);
  const row = (name: string, figure: (run: GrowthRun) => number) => [
    name,
    figure(few),
    figure(many),
  ];
  return {
    title: `growth: ${options.rows} future rows in the queue, ${kind}`,
    tables: [
      {
        head: ['', `${few.rows} rows`, `${many.rows} rows`],
        rows: [
          row('load, s', (run) => run.loadMs / 1_000),
          row('claim with nothing due, p50 ms', (run) => run.emptyClaimP50Ms),
          row('claim with nothing due, p99 ms', (run) => run.emptyClaimP99Ms),
          row('random lag p50, ms', (run) => run.random.p50),
          row('random lag p99, ms', (run) => run.random.p99),
          row(`burst of ${sized(options, BURST)}, jobs/s`, (run) => run.burstPerSecond),
          row('bytes a row with indexes', (run) => run.bytesARow),
        ],
      },
    ],
    notes: [
      bar('claim with nothing due, p99 ms', many.emptyClaimP99Ms, { atMost: 5 }),
      bar('random lag p99, ms', many.random.p99, { atMost: 25 }),
      bar('burst beside that of few rows', many.burstPerSecond / few.burstPerSecond, {
        atLeast: 0.8,
      }),
      bar('bytes a row', many.bytesARow, { atMost: 200 }),
    ],
    faults: [few, many]
      .filter(({ random }) => random.early > 0)
      .map(({ random, rows }) => `${random.early} early arrivals with ${rows} rows`),
    figures: { few, many },
  };
}

async function runWith(bench: Bench, template: string, rows: number): Promise<GrowthRun> {
  const { options, server, sink } = bench;
  const { concurrency, latencyMs } = options;
  const [kind = 'plain'] = options.clients;
  const burst = sized(options, BURST);
  const beforeBurst = WARM_UP + sized(options, RANDOM);
  const accounts = beforeBurst + burst;
  const round: Round = { server, sink, kind, concurrency, latencyMs, accounts };
  bench.say(`growth: ${rows} future rows …`);
  const engine = await MunadiEngine.start(round, { template });
  const { ms: loadMs } = await timed(() =>
    loadFuture(engine.databaseUrl, { kind, rows, accounts }),
  );
  const bytesARow = (await hotBytes(engine.planner)) / rows;
  await server.settleDisk();
  await warmUp(engine, round, { firstKey: 1, count: WARM_UP });
  const claimsMs: number[] = [];
  for (let n = 0; n < CLAIMS; n += 1) {
    claimsMs.push((await timed(() => claimNothing(engine.planner))).ms);
  }
  const random = await randomLag(bench, engine, WARM_UP);
  await server.settleDisk();
  const range = { firstKey: beforeBurst + 1, count: burst };
  const startedAt = nowMs();
  await engine.enqueue(range);
  await sink.untilDistinct(accounts);
  const { lastAt } = await sink.report(range);
  await engine.untilSettled();
  await engine.close();
  return {
    rows,
    loadMs,
    emptyClaimP50Ms: quantile(claimsMs, 0.5),
    emptyClaimP99Ms: quantile(claimsMs, 0.99),
    random,
    burstPerSecond: (burst / (lastAt - startedAt)) * 1_000,
    bytesARow,
  };
}
