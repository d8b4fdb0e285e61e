import type { Bench } from '../bench.js';
import type { Round } from '../engines/engine.js';
import { MunadiEngine } from '../engines/munadi.js';
import { nowMs } from '../measure/clock.js';
import { MemoryWatch } from '../measure/memory-watch.js';
import { residentMbOf } from '../measure/process-usage.js';
import { mean, slopeOf } from '../measure/quantiles.js';
import { bar, type Report } from '../measure/report.js';
import { makeTemplate } from '../world/template.js';
import { warmUp } from './throughput.js';

const ROUNDS = { full: 16, quick: 6 };
/** Rounds at either end that are held against each other. */
const END = 4;
const WARM_UP = 5_000;
/** The heap finds its size in these; the slope is that of the rest. */
const SETTLING_ROUNDS = 2;
const STEP = 10_000;

export interface SoakRound {
  perSecond: number;
  /** At the end of the round. */
  residentMb: number;
}

/** The same accounts again and again through the same tables: does it drift, does it grow. */
export async function soak(bench: Bench): Promise<Report> {
  const { options, server, sink } = bench;
  const { concurrency, latencyMs, count } = options;
  const [kind = 'plain'] = options.clients;
  const accounts = count + WARM_UP;
  const template = await makeTemplate(server, { kind, accounts });
  const round: Round = { server, sink, kind, concurrency, latencyMs, accounts };
  const engine = await MunadiEngine.start(round, { template, isWhole: true });
  await warmUp(engine, round, { firstKey: count + 1, count: WARM_UP });

  const watch = new MemoryWatch(() => [engine.workerPid]);
  const rounds: SoakRound[] = [];
  const asked = options.rounds ?? (options.quick ? ROUNDS.quick : ROUNDS.full);
  for (let n = 1; n <= asked; n += 1) {
    await sink.expect({ maxKey: accounts, latencyMs });
    const startedAt = nowMs();
    await engine.enqueue({ firstKey: 1, count });
    await sink.untilDistinct(count);
    const { lastAt } = await sink.report({ firstKey: 1, count });
    await engine.untilSettled();
    const perSecond = (count / (lastAt - startedAt)) * 1_000;
    rounds.push({ perSecond, residentMb: residentMbOf(engine.workerPid) });
    bench.say(`soak round ${n}: ${Math.round(perSecond)}/s`);
  }
  watch.sample();
  watch.stop();
  await engine.close();
  return reportOf(rounds, watch, { count, kind });
}

function reportOf(
  rounds: readonly SoakRound[],
  watch: MemoryWatch,
  { count, kind }: { count: number; kind: string },
): Report {
  const rates = rounds.map(({ perSecond }) => perSecond);
  const drift = mean(rates.slice(-END)) / mean(rates.slice(0, END));
  const settled = rounds.slice(SETTLING_ROUNDS);
  const slopeMb = slopeOf(
    settled.map(({ residentMb }, n) => ({ x: (n * count) / STEP, y: residentMb })),
  );
  return {
    title: `soak: ${rounds.length} x ${count} deliveries through the same tables, ${kind}`,
    tables: [
      {
        head: ['round', 'jobs/s', 'MB'],
        rows: rounds.map(({ perSecond, residentMb }, n) => [String(n + 1), perSecond, residentMb]),
      },
    ],
    notes: [
      bar(`last ${END} rounds over first ${END}`, drift, { atLeast: 0.9 }),
      bar('web and worker in one process, most MB', watch.maxMb, { atMost: 250 }),
      bar(`MB more per ${STEP} deliveries`, slopeMb, { atMost: 1 }),
    ],
    faults: [],
    figures: { rounds, drift, maxMb: watch.maxMb, slopeMb, memory: watch.samples },
  };
}
