import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, BUNDLER, make } from './build.mjs';
import { install } from './install.mjs';
import { whileLocked } from './lock.mjs';
import { say } from './say.mjs';
import { hashOf, hasStamp, putStamp } from './stamp.mjs';
import { ROOT, runNode, runNpm, runProgram } from './steps.mjs';

const PEERS = 'test/bench/peers';
const BUILT = 'dist-bench';
const BUNDLED = `${BUILT}/bundle`;
const ENTRY = `${BUILT}/test/bench/main.js`;
const INPUTS = ['src', 'migrations', 'test/bench', 'test/support', 'package-lock.json'];
const CONFIGS = ['tsconfig.json', 'tsconfig.bench.json'];
/** The subcommands that measure other queues beside the product. */
const WITH_PEERS = ['throughput', 'crash', 'all'];

/** The benchmark: builds it and, where they are measured, installs the peers first. */
export async function bench(args) {
  await install();
  await build();
  await buildBench();
  if (WITH_PEERS.includes(args[0])) await installPeers();
  return runNode(ENTRY, args);
}

async function buildBench() {
  const stamp = hashOf([...INPUTS, ...CONFIGS, BUNDLER], isInput);
  if (existsSync(join(ROOT, ENTRY)) && hasStamp(BUILT, stamp)) return;
  await whileLocked('build', async (onStart) => {
    say('Building the benchmark …');
    rmSync(join(ROOT, BUILT), { recursive: true, force: true });
    const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.bench.json'];
    await make('benchmark', compiler, onStart);
    const worker = `${BUILT}/test/bench/engines/munadi-worker.js`;
    await make('benchmark', [BUNDLER, worker, BUNDLED], onStart);
    putStamp(BUILT, stamp);
  });
}

function isInput(path) {
  const isElsewhere = ['src/web', 'src/runner', PEERS].includes(path);
  return !isElsewhere && !path.endsWith('.spec.ts') && !path.endsWith('.md');
}

/** A failure leaves the peers out; the benchmark says so and measures the rest. */
async function installPeers() {
  const stamp = `${hashOf([`${PEERS}/package-lock.json`])} ${process.platform}-${process.arch}`;
  const modules = `${PEERS}/node_modules`;
  if (hasStamp(modules, stamp)) return;
  await whileLocked('install', async (onStart) => {
    say('Installing the queues to compare with: about 220 MB, once …');
    const options = ['--no-audit', '--no-fund', '--loglevel=error', '--prefix', PEERS];
    const { code, output } = await runNpm(['ci', ...options], {
      stdio: ['ignore', 'pipe', 'pipe'],
      onStart,
    });
    if (code === 0) putStamp(modules, stamp);
    else say(output.trimEnd());
  });
}
