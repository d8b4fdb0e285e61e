import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, isAlive } from './processes.js';
import { until } from './until.js';

/** A server that holds our data, as its postmaster.pid tells. */
export interface Postmaster {
  pid: number;
  port: number;
  /** Whether it accepts connections; false while it recovers, starts or stops. */
  isReady: boolean;
}

/** The live postmaster of this data folder. A dead one's or a stranger's pid counts as none. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const postmaster = await readPidFile(data);
  if (postmaster === undefined || !(await serves(postmaster.pid, data))) return undefined;
  return postmaster;
}

/**
 * PostgreSQL refuses for ever when a dead postmaster's pid went to another process of the same user,
 * as happens at every start of a container. Orphaned backends still block a start after this: the
 * server finds them by their shared memory.
 */
export async function forgetStrangersPid(data: string): Promise<void> {
  const postmaster = await readPidFile(data);
  if (postmaster === undefined || !isAlive(postmaster.pid)) return;
  if (await serves(postmaster.pid, data)) return;
  await rm(join(data, 'postmaster.pid'), { force: true });
}

/** Fast shutdown first (open transactions roll back), harder when it does not end. */
export async function stopPostmaster(pid: number, data: string): Promise<void> {
  const isGone = async (): Promise<boolean> => !(await serves(pid, data));
  for (const [signal, limitMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (await isGone()) return;
    process.kill(pid, signal);
    if (await until(isGone, limitMs)) return;
  }
}

/** Lines of the file: pid, data folder, start, port, socket folder, address, shared memory, state. */
async function readPidFile(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, port, isReady: lines[7]?.trim() === 'ready' };
}

async function serves(pid: number, data: string): Promise<boolean> {
  return (await commandLine(pid)).includes(`-D ${data} `);
}
