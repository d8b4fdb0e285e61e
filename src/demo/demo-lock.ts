import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandLine, until } from '../embedded-database/index.js';

const holderSchema = z.object({
  pid: z.int(),
  /** Address of the running demo; absent while it starts. */
  url: z.string().optional(),
  /** The server and the sandbox, which end by themselves when their supervisor is killed. */
  children: z.array(z.int()),
});
export type DemoHolder = z.infer<typeof holderSchema>;

export interface DemoLock {
  note(facts: { url?: string; children?: number[] }): Promise<void>;
  release(): Promise<void>;
}

export const LOCK_FILE = 'running.json';
const CHILD_LIMIT_MS = 15_000;

/** One demo per folder: the lock, or who has it. What a killed demo left running is ended first. */
export async function takeLock(folder: string): Promise<DemoLock | DemoHolder> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, LOCK_FILE);
  let own: DemoHolder = { pid: process.pid, children: [] };
  while (!(await create(file, own))) {
    const holder = await read(file);
    if (holder !== undefined && (await isOurs(holder.pid, 'demo/main.js'))) return holder;
    await Promise.all((holder?.children ?? []).map(endLeftBehind));
    await removeStale(file, holder);
  }
  return {
    note(facts) {
      own = { ...own, ...facts };
      return replace(file, own);
    },
    release: () => rm(file, { force: true }),
  };
}

/** The file appears with its content or not at all. */
async function create(file: string, holder: DemoHolder): Promise<boolean> {
  const draft = await writeDraft(file, holder);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function replace(file: string, holder: DemoHolder): Promise<void> {
  await rename(await writeDraft(file, holder), file);
}

async function writeDraft(file: string, holder: DemoHolder): Promise<string> {
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(holder)}\n`);
  return draft;
}

async function read(file: string): Promise<DemoHolder | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : holderSchema.parse(JSON.parse(text));
}

/** Only the one that renames it removes it: two that start now may find the same stale lock. */
async function removeStale(file: string, found: DemoHolder | undefined): Promise<void> {
  const taken = `${file}.${process.pid}.stale`;
  const isTaken = await rename(file, taken).then(
    () => true,
    () => false,
  );
  if (!isTaken) return;
  if ((await read(taken))?.pid !== found?.pid) await link(taken, file).catch(() => undefined);
  await rm(taken, { force: true });
}

/** A dead process' number may have gone to any other program. */
async function isOurs(pid: number, program: string): Promise<boolean> {
  return pid !== process.pid && (await commandLine(pid)).includes(program);
}

async function endLeftBehind(pid: number): Promise<void> {
  const isGone = async (): Promise<boolean> => !(await isOurs(pid, 'main.js'));
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (await isGone()) return;
    process.kill(pid, signal);
    if (await until(isGone, CHILD_LIMIT_MS)) return;
  }
}
