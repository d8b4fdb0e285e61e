import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { childEnvironment } from '../../src/kernel/config.js';
import type { Crash } from './crash-points.js';

const DIST = join(import.meta.dirname, '../../dist');

/** Sends of an ambusher at once: it must not hold the accounts of all that come after it. */
const SENDS_OF_AN_AMBUSHER = '6';

export function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A worker and the name under which it stands in `proof.moves`. */
export interface Worker {
  name: string;
  child: ChildProcess;
}

let workers = 0;

/** Ends when this process does: the channel closes with it. */
function start(program: string, environment: Record<string, string>): Worker {
  workers += 1;
  const name = `worker-${workers}`;
  const address = new URL(environment['DATABASE_URL'] ?? '');
  address.searchParams.set('application_name', name);
  const child = spawn(process.execPath, [program], {
    env: childEnvironment({
      ...environment,
      DATABASE_URL: address.href,
      MUNADI_ROLE: 'worker',
    }),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return { name, child };
}

export function startWorker(environment: Record<string, string>): Worker {
  return start(join(DIST, 'bundle/main.js'), environment);
}

/** A worker that has started and takes no work yet. */
export async function startAmbusher(environment: Record<string, string>): Promise<Worker> {
  const ambusher = start(join(import.meta.dirname, 'ambusher.mjs'), {
    ...environment,
    MUNADI_DELIVERY_CONCURRENCY: SENDS_OF_AN_AMBUSHER,
  });
  await Promise.race([once(ambusher.child, 'message'), goneBeforeReady(ambusher.child)]);
  return ambusher;
}

async function goneBeforeReady(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error('A worker ended before it was ready');
}

/** Begins to work, and dies by itself at the `passage`-th time that it comes to the step. */
export function arm({ child }: Worker, crash: Crash, passage: number): void {
  child.send({ ...crash, passage });
}

/** Answers its address. */
export async function startSandboxProcess(
  ledgerFile: string,
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [join(DIST, 'src/sandbox/main.js'), '--ledger', ledgerFile, '--port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  );
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    const url = /listening on (\S+)/.exec(said)?.[1];
    if (url !== undefined) return { url, child };
  }
  throw new Error(`The sandbox did not start: ${said}`);
}

/** Answers what it ended with: its exit code, or the signal. */
export async function ended(child: ChildProcess): Promise<string> {
  if (!isGone(child)) await once(child, 'exit');
  return String(child.exitCode ?? child.signalCode);
}

export async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (isGone(child)) return;
  const isOver = once(child, 'exit');
  child.kill(signal);
  await isOver;
}
