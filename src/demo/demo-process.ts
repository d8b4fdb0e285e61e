import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { until } from '../embedded-database/index.js';
import { childEnvironment } from '../kernel/config.js';
import { PROJECT_ROOT } from '../kernel/project-root.js';
import { DemoError } from './demo-options.js';
import type { Part } from './demo-parts.js';

export interface DemoProgram {
  /** For people: "the server". */
  title: string;
  /** Its file below `dist`. */
  entry: string;
  args?: string[];
  environment?: Record<string, string>;
  /** Takes everything it says. */
  log: string;
}

export interface DemoProcess extends Part {
  readonly childPid: number;
  /** @throws DemoError when it ends first, or does not answer in time. */
  answers(url: string): Promise<void>;
}

const READY_LIMIT_MS = 60_000;
/** The server lets deliveries under way finish. */
const DRAIN_LIMIT_MS = 20_000;
const TAIL_LINES = 15;

/**
 * A program of ours in its own process group, so that Ctrl-C reaches it only through us and in
 * order. It ends by itself when the channel to us closes, as it does when we are killed.
 */
export async function startProcess(program: DemoProgram): Promise<DemoProcess> {
  const log = await open(program.log, 'a', 0o600);
  const child = spawn(process.execPath, commandOf(program), {
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
    env: childEnvironment(program.environment ?? {}),
  });
  await log.close();
  let hasEnded = false;
  let isStopping = false;
  const failure = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      hasEnded = true;
      if (!isStopping) void describeEnd(program, signal ?? code).then(resolve);
    });
  });
  return {
    childPid: child.pid ?? 0,
    failure,
    async answers(url) {
      const isReady = await until(async () => hasEnded || (await answersOk(url)), READY_LIMIT_MS);
      if (hasEnded) throw new DemoError(await failure);
      if (!isReady) throw new DemoError(`${program.title} does not answer; see ${program.log}.`);
    },
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      if (!(await until(() => hasEnded, DRAIN_LIMIT_MS))) child.kill('SIGKILL');
    },
    kill() {
      isStopping = true;
      child.kill('SIGKILL');
    },
  };
}

/** Runs a program to its end, or ends it when asked, and gives what it printed. */
export async function runToEnd(program: DemoProgram, asked: AbortSignal): Promise<string> {
  const log = await open(program.log, 'a', 0o600);
  const child = spawn(process.execPath, commandOf(program), {
    detached: true,
    stdio: ['ignore', 'pipe', log.fd, 'ipc'],
    env: childEnvironment(program.environment ?? {}),
  });
  const end = (): boolean => child.kill('SIGKILL');
  asked.addEventListener('abort', end);
  await log.close();
  const printed: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => printed.push(chunk));
  const ended = await new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      resolve(signal ?? code);
    });
  });
  asked.removeEventListener('abort', end);
  if (ended !== 0) throw new DemoError(await describeEnd(program, ended));
  return Buffer.concat(printed).toString();
}

/** With this process's own flags of Node: they keep the server's memory small. */
function commandOf({ entry, args = [] }: DemoProgram): string[] {
  return [...process.execArgv, join(PROJECT_ROOT, 'dist', entry), ...args];
}

async function answersOk(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function describeEnd(program: DemoProgram, ended: unknown): Promise<string> {
  const text = await readFile(program.log, 'utf8').catch(() => '');
  const tail = text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
  return `${tail}\n\n${program.title} ended (${String(ended)}): its last words are above, all of them in ${basename(program.log)} of the data folder; "npm run demo -- --reset" starts over.`;
}
