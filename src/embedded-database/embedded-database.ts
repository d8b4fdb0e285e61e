import { mkdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { createCluster } from './create-cluster.js';
import { placeData } from './data-place.js';
import { EmbeddedDatabaseError, inOneSentence } from './embedded-database-error.js';
import { launch } from './launch.js';
import { findPostmaster, stopPostmaster } from './postmaster.js';
import { findBinaries } from './server-binaries.js';
import { findServerUser, ownerOf } from './server-user.js';
import { keepConnection } from './stored-connection.js';

export interface EmbeddedDatabaseOptions {
  /** Folder for everything this server keeps; made when absent. One folder is one server. */
  directory: string;
  /** False gives up crash safety for speed: for tests only. */
  durable: boolean;
}

export interface EmbeddedDatabase {
  /** Connection string with the password in it. Stays the same over restarts unless the port was taken. */
  url(databaseName: string): string;
  /** Leaves an existing database as it is. */
  createDatabase(name: string, template?: string): Promise<void>;
  /** Ends the server and keeps its data. */
  stop(): Promise<void>;
  /** Process id of the postmaster. */
  readonly processId: number;
  /** False when somebody killed it; starting the same folder brings it back. */
  isRunning(): Promise<boolean>;
}

/**
 * Starts PostgreSQL on the loopback interface, or adopts the one that an earlier, killed run left
 * behind. Calling it again after the server died brings it back with every acknowledged row.
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  try {
    return await start(options);
  } catch (error) {
    throw inOneSentence(error, options.directory);
  }
}

/** Stops the server of this folder if it still runs, and deletes everything it kept. */
export async function removeEmbeddedDatabase(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true });
    const home = await realpath(directory);
    const place = await placeData(home, await findServerUser());
    const data = join(place, 'data');
    const postmaster = await findPostmaster(data);
    if (postmaster !== undefined) await stopPostmaster(postmaster.pid, data);
    await rm(place, { recursive: true, force: true, maxRetries: 10 });
    await rm(home, { recursive: true, force: true, maxRetries: 10 });
  } catch (error) {
    throw inOneSentence(error, directory);
  }
}

async function start({ directory, durable }: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  await mkdir(directory, { recursive: true });
  const home = await realpath(directory);
  const appointed = await findServerUser();
  const data = join(await placeData(home, appointed), 'data');
  const user = appointed && ((await ownerOf(data)) ?? appointed);
  const binaries = await findBinaries(user);
  const connection = await keepConnection(join(home, 'connection.json'));
  const cluster = { binaries, user, data, durable, log: join(home, 'server.log') };
  await createCluster(cluster, connection.password);
  const { pid, port } = await launch(cluster, connection);

  const url = (databaseName: string): string =>
    `postgresql://munadi:${connection.password}@127.0.0.1:${port}/${encodeURIComponent(databaseName)}`;
  const database: EmbeddedDatabase = {
    url,
    createDatabase: (name, template) => createDatabase(url('postgres'), name, template),
    stop: () => stopPostmaster(pid, data),
    processId: pid,
    isRunning: async () => (await findPostmaster(data))?.pid === pid,
  };
  await ask(url('postgres'), 'SELECT 1');
  return database;
}

/** Duplicate database, also when two ask for it at the same moment. */
const ALREADY_THERE = new Set(['42P04', '23505']);

async function createDatabase(adminUrl: string, name: string, template?: string): Promise<void> {
  const source = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
  try {
    await ask(adminUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}${source}`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && ALREADY_THERE.has(error.code ?? ''))) throw error;
  }
}

async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, ssl: false });
  try {
    await client.connect();
    await client.query(statement);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === '28P01')) throw error;
    throw new EmbeddedDatabaseError(
      'password-lost',
      'The password kept in connection.json is not the one of the data beside it: put the file back, or delete the folder to start with an empty database.',
      { cause: error },
    );
  } finally {
    await client.end();
  }
}
