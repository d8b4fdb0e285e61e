import { openBench, type Bench } from './bench.js';
import { textOf, type Report } from './measure/report.js';
import { measuredNode } from './processes/places.js';
import { readOptions, UsageError } from './options.js';
import { crash } from './subcommands/crash.js';
import { growth } from './subcommands/growth.js';
import { lag } from './subcommands/lag.js';
import { plan } from './subcommands/plan.js';
import { recall } from './subcommands/recall.js';
import { soak } from './subcommands/soak.js';
import { throughput } from './subcommands/throughput.js';

const SUBCOMMANDS: Record<string, (bench: Bench) => Promise<Report>> = {
  plan,
  throughput,
  lag,
  growth,
  crash,
  recall,
  soak,
};

const USAGE = `Usage: npm run bench -- SUBCOMMAND [--json] [--quick] [--count N] [--rounds N] [--latency MS]
       [--clients plain,telegram,x] [--engines munadi,bare-loop,bullmq,pg-boss,graphile-worker]
       [--concurrency N] [--rows N] [--profile FOLDER]
SUBCOMMAND is one of ${Object.keys(SUBCOMMANDS).join(', ')}, all`;

const [name = '', ...args] = process.argv.slice(2);
try {
  process.exitCode = await run(name, args);
} catch (error) {
  if (!(
    error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  ))
    throw error;
  process.stderr.write(`${(error as Error).message}\n\n${USAGE}\n`);
  process.exitCode = 1;
}

/** Answers 1 when something was that must never be. */
async function run(subcommand: string, rest: string[]): Promise<number> {
  const options = readOptions(rest);
  const chosen = subcommand === 'all' ? Object.values(SUBCOMMANDS) : [SUBCOMMANDS[subcommand]];
  const reports: Report[] = [];
  for (const measure of chosen) {
    if (!measure) throw new UsageError(`There is no "${subcommand}"`);
    // A server of its own each: none runs on what another has left behind.
    const bench = await openBench(options);
    const report = await measure(bench).finally(() => bench.close());
    if (!options.json) process.stdout.write(textOf(report));
    reports.push(report);
  }
  if (options.json) {
    const node = measuredNode();
    process.stdout.write(`${JSON.stringify({ options, node, reports }, null, 2)}\n`);
  }
  return reports.some(({ faults }) => faults.length > 0) ? 1 : 0;
}
