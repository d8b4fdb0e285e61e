import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { isAlive } from './processes.js';
import type { ServerBinaries } from './server-binaries.js';
import { SERVER_ENVIRONMENT } from './server-settings.js';
import type { ServerUser } from './server-user.js';

export interface Cluster {
  binaries: ServerBinaries;
  user: ServerUser;
  /** The cluster's own folder (PGDATA). */
  data: string;
  /** File with everything the server says. */
  log: string;
  durable: boolean;
}

const run = promisify(execFile);

/**
 * Makes the cluster when there is none. initdb works in a folder beside it which gets its name when
 * all is done, so that a killed first start leaves nothing that looks like a cluster.
 */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  await removeAbandoned(cluster.data);
  const version = await readFile(join(cluster.data, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (version !== undefined) {
    refuseOtherMajor(cluster, Number(version));
    return;
  }
  const draft = `${cluster.data}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  await giveTo(cluster.user, [draft, passwordFile]);
  try {
    await initdb(cluster, draft, passwordFile);
    await rename(draft, cluster.data).catch(yieldToOther);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 10 });
    await rm(passwordFile, { force: true });
  }
}

async function initdb(cluster: Cluster, folder: string, passwordFile: string): Promise<void> {
  const options = [
    `--pgdata=${folder}`,
    '--username=munadi',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    ...localeOptions(cluster.binaries.major),
    '--no-instructions',
    ...(cluster.durable ? [] : ['--no-sync']),
  ];
  const settings = { cwd: folder, env: SERVER_ENVIRONMENT, ...cluster.user };
  await run(cluster.binaries.initdb, options, settings).catch((error: unknown) => {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new EmbeddedDatabaseError(
      'not-created',
      `PostgreSQL could not make its files in ${dirname(cluster.data)}: see what it said, or name a database in DATABASE_URL.\n${said}`,
      { cause: error },
    );
  });
}

/** Sorting by code point is the same on every machine; since 17 it needs no locale of the system. */
function localeOptions(major: number): string[] {
  if (major < 17) return ['--locale=C.UTF-8'];
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

function refuseOtherMajor({ binaries, data }: Cluster, major: number): void {
  if (major === binaries.major) return;
  throw new EmbeddedDatabaseError(
    'other-version',
    `The data in ${data} belongs to PostgreSQL ${major} and this is PostgreSQL ${binaries.major}: go back to the old version, or delete the folder to start with an empty database.`,
  );
}

async function giveTo(user: ServerUser, paths: string[]): Promise<void> {
  if (user === undefined) return;
  for (const path of paths) await chown(path, user.uid, user.gid);
}

/** Two first starts at once: the first to finish wins and the other uses its cluster. */
function yieldToOther(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
}

/** Drafts carry the process id of their maker; those of dead ones are rubbish. */
async function removeAbandoned(data: string): Promise<void> {
  const draftName = new RegExp(`^${basename(data)}-(\\d+)-[0-9a-f]+(\\.password)?$`);
  for (const name of await readdir(dirname(data))) {
    const maker = draftName.exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    await rm(join(dirname(data), name), { recursive: true, force: true, maxRetries: 10 });
  }
}
