import type { Bench } from '../bench.js';
import type { ClientKind } from '../client/kinds.js';
import type { Engine, EngineName, Round, Usage } from '../engines/engine.js';
import { reasonAgainst } from '../engines/peer.js';
import { startEngine } from '../engines/start-engine.js';
import { nowMs, timed } from '../measure/clock.js';
import { median } from '../measure/quantiles.js';
import type { Report, Table } from '../measure/report.js';
import { roundsOf } from '../options.js';
import { makeTemplate } from '../world/template.js';

/** One engine, one round. Seconds are CPU time from the start of the enqueue until all is settled. */
export interface ThroughputRun {
  engine: EngineName;
  client: ClientKind;
  round: number;
  enqueueMs: number;
  /** Jobs a second, from the start of the enqueue to the last arrival. */
  perSecond: number;
  /** The same to the moment at which the engine's records say that all is done. */
  settledPerSecond: number;
  /** From the end of the enqueue to the last arrival. */
  drainedPerSecond: number;
  workerSeconds: number;
  storeSeconds: number;
  producerSeconds: number;
  sinkSeconds: number;
  workerMb: number;
  duplicates: number;
}

/** A cold process is slow at first: its code is not compiled and its connections are not open. */
export const WARM_UP = 5_000;

/** All engines do the same sends with the same client, one after the other, in rounds. */
export async function throughput(bench: Bench): Promise<Report> {
  const { options } = bench;
  const rounds = roundsOf(options);
  const left = options.engines.map((name) =>
    name === 'munadi' || name === 'bare loop' ? undefined : reasonAgainst(name),
  );
  const engines = options.engines.filter((_, index) => left[index] === undefined);
  const runs: ThroughputRun[] = [];
  for (const client of options.clients) {
    const accounts = options.count + WARM_UP;
    bench.say(`throughput: ${accounts} accounts for ${client} …`);
    const template = await makeTemplate(bench.server, { kind: client, accounts });
    for (let round = 1; round <= rounds; round += 1) {
      for (const engine of engines) {
        const run = await runOnce(bench, { engine, client, round, template });
        bench.say(`  ${client} round ${round}: ${engine} ${Math.round(run.perSecond)}/s`);
        runs.push(run);
      }
    }
  }
  const { count, latencyMs, concurrency } = options;
  return {
    title: `throughput: ${count} deliveries, sink latency ${latencyMs} ms, ${concurrency} in flight, medians of ${rounds}`,
    tables: options.clients.map((client) => tableOf(runs, client, engines)),
    notes: left.filter((reason) => reason !== undefined),
    faults: runs
      .filter((run) => run.engine === 'munadi' && run.duplicates > 0)
      .map((run) => `${run.duplicates} duplicates with ${run.client}, round ${run.round}`),
    figures: runs,
  };
}

async function runOnce(
  { server, sink, options }: Bench,
  order: { engine: EngineName; client: ClientKind; round: number; template: string },
): Promise<ThroughputRun> {
  const { count, latencyMs, concurrency } = options;
  const accounts = count + WARM_UP;
  const measured = { firstKey: 1, count };
  const round: Round = { server, sink, kind: order.client, concurrency, latencyMs, accounts };
  const profile = options.profile;
  const engine = await startEngine(order.engine, round, {
    template: order.template,
    ...(profile === undefined
      ? {}
      : { nodeArguments: ['--cpu-prof', `--cpu-prof-dir=${profile}`] }),
  });
  await warmUp(engine, round, { firstKey: count + 1, count: WARM_UP });
  await server.settleDisk();

  const before = { ...engine.usage(), sinkSeconds: sink.cpuSeconds };
  const startedAt = nowMs();
  const { ms: enqueueMs } = await timed(() => engine.enqueue(measured));
  await sink.untilDistinct(accounts);
  await engine.untilSettled();
  const settledAt = nowMs();
  const after = { ...engine.usage(), sinkSeconds: sink.cpuSeconds };
  const { lastAt, duplicates } = await sink.report(measured);
  await engine.close();
  const perSecondIn = (ms: number): number => (count / ms) * 1_000;
  return {
    engine: order.engine,
    client: order.client,
    round: order.round,
    enqueueMs,
    perSecond: perSecondIn(lastAt - startedAt),
    settledPerSecond: perSecondIn(settledAt - startedAt),
    drainedPerSecond: perSecondIn(lastAt - startedAt - enqueueMs),
    ...difference(before, after),
    workerMb: after.workerMb,
    duplicates,
  };
}

/** Some sends through the whole path, until they are settled. */
export async function warmUp(
  engine: Engine,
  { sink, accounts, latencyMs }: Round,
  keys: { firstKey: number; count: number },
): Promise<void> {
  await sink.expect({ maxKey: accounts, latencyMs });
  await engine.enqueue(keys);
  await sink.untilDistinct(keys.count);
  await engine.untilSettled();
}

function difference<U extends Usage & { sinkSeconds: number }>(before: U, after: U) {
  return {
    workerSeconds: after.workerSeconds - before.workerSeconds,
    storeSeconds: after.storeSeconds - before.storeSeconds,
    producerSeconds: after.producerSeconds - before.producerSeconds,
    sinkSeconds: after.sinkSeconds - before.sinkSeconds,
  };
}

function tableOf(runs: readonly ThroughputRun[], client: ClientKind, engines: EngineName[]): Table {
  const of = (engine: EngineName, figure: (run: ThroughputRun) => number): number =>
    median(runs.filter((run) => run.client === client && run.engine === engine).map(figure));
  const ours = of('munadi', (run) => run.perSecond);
  return {
    head: [
      client,
      'jobs/s',
      'settled/s',
      'drained/s',
      'munadi is',
      'enqueue ms',
      'worker CPU s',
      'store CPU s',
      'producer CPU s',
      'sink CPU s',
      'worker MB',
    ],
    rows: engines.map((engine) => [
      engine,
      of(engine, (run) => run.perSecond),
      of(engine, (run) => run.settledPerSecond),
      engine === 'bare loop' ? null : of(engine, (run) => run.drainedPerSecond),
      engine === 'munadi' ? null : `${(ours / of(engine, (run) => run.perSecond)).toFixed(2)}x`,
      of(engine, (run) => run.enqueueMs),
      of(engine, (run) => run.workerSeconds),
      of(engine, (run) => run.storeSeconds),
      of(engine, (run) => run.producerSeconds),
      of(engine, (run) => run.sinkSeconds),
      of(engine, (run) => run.workerMb),
    ]),
  };
}
