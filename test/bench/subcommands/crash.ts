import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../bench.js';
import type { Engine, EngineName, Round } from '../engines/engine.js';
import { MunadiEngine } from '../engines/munadi.js';
import { reasonAgainst } from '../engines/peer.js';
import { startEngine } from '../engines/start-engine.js';
import { nowMs } from '../measure/clock.js';
import type { Report } from '../measure/report.js';
import { roundsOf, sized } from '../options.js';
import { makeTemplate } from '../world/template.js';
import { warmUp } from './throughput.js';

const COUNT = 8_000;
const WARM_UP = 1_000;
const LATENCY_MS = 50;
const KILLED_AT = 0.4;
/** Longer than any of the engines needs for its own recovery, as it is hurried here. */
const GIVE_UP_MS = 180_000;
const LOOK_AGAIN_MS = 200;

export interface CrashRun {
  engine: EngineName;
  duplicates: number;
  /** Never arrived, and recorded as if it had or not recorded at all. */
  lost: number;
  /** Left for a person or for a look at the platform; null where the engine knows no such thing. */
  unknown: number | null;
  /** Of these, so many had arrived. */
  unknownArrived: number | null;
  /** From the kill to the first arrival of something new. */
  resumedMs: number;
  /** From the kill to the last first arrival. */
  lastArrivalMs: number;
  /** From the kill until the engine's records hold nothing unfinished. */
  settledMs: number;
}

/** SIGKILL to the worker in the middle, then a new one: what goes out twice, what is lost, what waits for a person. */
export async function crash(bench: Bench): Promise<Report> {
  const { options, server } = bench;
  const [kind = 'plain'] = options.clients;
  const count = sized(options, COUNT);
  const reasons = options.engines.flatMap((name) =>
    name === 'munadi' || name === 'bare loop' ? [] : [reasonAgainst(name) ?? []].flat(),
  );
  const engines = options.engines.filter(
    (name) => name === 'munadi' || (name !== 'bare loop' && reasonAgainst(name) === undefined),
  );
  const template = await makeTemplate(server, { kind, accounts: count + WARM_UP });
  const runs: CrashRun[] = [];
  for (let n = 1; n <= roundsOf(options, 1); n += 1) {
    for (const engine of engines) {
      const run = await runOnce(bench, engine, { template, count });
      bench.say(`crash round ${n}: ${engine}: ${run.duplicates} duplicates`);
      runs.push(run);
    }
  }
  return reportOf(runs, { count, reasons });
}

async function runOnce(
  { server, sink, options }: Bench,
  name: EngineName,
  { template, count }: { template: string; count: number },
): Promise<CrashRun> {
  const [kind = 'plain'] = options.clients;
  const accounts = count + WARM_UP;
  const { concurrency } = options;
  const round: Round = { server, sink, kind, concurrency, latencyMs: LATENCY_MS, accounts };
  const range = { firstKey: 1, count };
  const engine = await startEngine(name, round, { template });
  await warmUp(engine, round, { firstKey: count + 1, count: WARM_UP });
  await engine.enqueue(range);
  await sink.untilDistinct(WARM_UP + Math.floor(count * KILLED_AT));
  await engine.killWorker();
  const killedAt = nowMs();
  await engine.restartWorker();
  await Promise.race([engine.untilSettled(), pause(GIVE_UP_MS, undefined, { ref: false })]);
  const settledMs = nowMs() - killedAt;
  // What is settled may have left a moment ago.
  await pause(LATENCY_MS + LOOK_AGAIN_MS);
  const instants = await sink.instants(range);
  const { duplicates } = await sink.report(range);
  const later = instants.filter((at) => at > killedAt);
  const kept = await keptRecords(engine, instants);
  await engine.close();
  return {
    engine: name,
    duplicates,
    ...kept,
    resumedMs: Math.min(...later) - killedAt,
    lastArrivalMs: Math.max(...later) - killedAt,
    settledMs,
  };
}

const UNCERTAIN = new Set(['unknown', 'needs_decision']);

/** `instants` are in the order of the keys, from 1 on; 0 where nothing arrived. */
async function keptRecords(
  engine: Engine,
  instants: readonly number[],
): Promise<Pick<CrashRun, 'lost' | 'unknown' | 'unknownArrived'>> {
  const missing = instants.filter((at) => at === 0).length;
  if (!(engine instanceof MunadiEngine))
    return { lost: missing, unknown: null, unknownArrived: null };
  const states = await engine.statesByKey();
  const stateOf = (index: number): string => states.get(index + 1) ?? 'gone';
  const lost = instants.filter((at, index) => at === 0 && !UNCERTAIN.has(stateOf(index))).length;
  const uncertain = instants.filter((_, index) => UNCERTAIN.has(stateOf(index)));
  return {
    lost,
    unknown: uncertain.length,
    unknownArrived: uncertain.filter((at) => at > 0).length,
  };
}

function reportOf(
  runs: readonly CrashRun[],
  { count, reasons }: { count: number; reasons: string[] },
): Report {
  return {
    title: `crash: SIGKILL to the worker at ${KILLED_AT * 100} % of ${count}, sink ${LATENCY_MS} ms, then a new worker`,
    tables: [
      {
        head: [
          'engine',
          'duplicates',
          'lost',
          'unknown',
          'of these arrived',
          'resumed s',
          'last arrival s',
          'settled s',
        ],
        rows: runs.map((run) => [
          run.engine,
          run.duplicates,
          run.lost,
          run.unknown,
          run.unknownArrived,
          run.resumedMs / 1_000,
          run.lastArrivalMs / 1_000,
          run.settledMs / 1_000,
        ]),
      },
    ],
    notes: [
      ...reasons,
      'The locks of pg-boss (15 minutes) and graphile-worker (4 hours) are moved back by hand and looked at every second; those of BullMQ end by themselves.',
    ],
    faults: runs
      .filter((run) => run.engine === 'munadi' && run.duplicates + run.lost > 0)
      .map((run) => `${run.duplicates} duplicates, ${run.lost} lost`),
    figures: runs,
  };
}
