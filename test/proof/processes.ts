import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { childEnvironment } from '../../src/kernel/config.js';
import type { Crash } from './crash-points.js';

const DIST = join(import.meta.dirname, '../../dist/src');

export function isGone(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Ends when this process does: the channel closes with it. */
function start(program: string, args: readonly string[], env: Record<string, string>) {
  return spawn(process.execPath, [program, ...args], {
    env: childEnvironment(env),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

export function startWorker(environment: Record<string, string>): ChildProcess {
  return start(join(DIST, 'main.js'), [], { ...environment, MUNADI_ROLE: 'worker' });
}

/** Dies by itself at the `passage`-th time that it comes to the step. */
export function startCrashWorker(
  environment: Record<string, string>,
  { point, platform }: Crash,
  passage: number,
): ChildProcess {
  const args = [point, platform, String(passage)];
  const env = { ...environment, MUNADI_ROLE: 'worker' };
  return start(join(import.meta.dirname, 'crash-worker.mjs'), args, env);
}

/** Answers its address. */
export async function startSandboxProcess(
  ledgerFile: string,
): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    [join(DIST, 'sandbox/main.js'), '--ledger', ledgerFile, '--port', '0'],
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

export async function kill(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (isGone(child)) return;
  const isOver = once(child, 'exit');
  child.kill(signal);
  await isOver;
}
