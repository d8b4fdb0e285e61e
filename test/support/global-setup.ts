import { existsSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import {
  isAlive,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
} from '../../src/embedded-database/index.js';
import { environmentFlag } from '../../src/kernel/config.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's connection string: test files make their own databases through it. */
    databaseAdminUrl: string;
    /** Program file of a Chromium; empty when there is none, and then nothing is tested in a browser. */
    chromiumPath: string;
  }
}

const FOLDER = /^munadi-test-(\d+)$/;

/** One throw-away server for the whole run, or the one that DATABASE_URL names. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  project.provide('chromiumPath', environmentFlag('MUNADI_CHROMIUM') ?? '');
  const given = givenUrl();
  if (given !== undefined) {
    project.provide('databaseAdminUrl', given);
    return () => Promise.resolve();
  }
  await removeThoseOfKilledRuns();
  const directory = join(tmpdir(), `munadi-test-${process.pid}`);
  const database = await startEmbeddedDatabase({ directory, durable: false });
  project.provide('databaseAdminUrl', database.url('postgres'));
  const dropNow = (): void => {
    drop(database.processId, directory);
  };
  process.once('exit', dropNow);
  return async () => {
    process.off('exit', dropNow);
    await removeEmbeddedDatabase(directory);
  };
}

/** An interrupted run ends without the teardown, and an exit handler cannot wait. */
function drop(serverProcessId: number, directory: string): void {
  if (isAlive(serverProcessId)) process.kill(serverProcessId, 'SIGQUIT');
  // Files kept elsewhere are found by the next run through this folder's name.
  if (!existsSync(join(directory, 'data'))) return;
  rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Tests delete what they find, so a database of somebody's must not be reached by accident. */
function givenUrl(): string | undefined {
  const given = environmentFlag('DATABASE_URL');
  if (given === undefined) return undefined;
  const name = decodeURIComponent(new URL(given).pathname.slice(1));
  if (name.endsWith('_test')) return given;
  throw new Error(
    `DATABASE_URL names the database "${name}", and tests only use one whose name ends in "_test": unset it or name another.`,
  );
}

/** A run that was killed leaves its server running; the folder's name tells whose it was. */
async function removeThoseOfKilledRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = FOLDER.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    const directory = join(tmpdir(), name);
    const { uid } = await stat(directory);
    if (uid === process.getuid?.()) await removeEmbeddedDatabase(directory);
  }
}
