import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from './create-cluster.js';
import { EmbeddedDatabaseError } from './embedded-database-error.js';
import { freePort, isFree } from './ports.js';
import { findPostmaster, forgetStrangersPid, type Postmaster } from './postmaster.js';
import { SERVER_ENVIRONMENT, settingFlags } from './server-settings.js';
import type { StoredConnection } from './stored-connection.js';
import { until } from './until.js';

/** About ten seconds in all: what the children of a killed postmaster may need to end. */
const PAUSES_MS = [0, 100, 200, 400, 800, 1_600, 3_200, 4_000];
/** Recovery after a crash reads at most the log between two checkpoints. */
const READY_LIMIT_MS = 120_000;
const LOG_LIMIT_BYTES = 5_000_000;
const TAIL_LINES = 12;

/** Adopts the server that already holds this data, else starts one and tries until it stays. */
export async function launch(cluster: Cluster, connection: StoredConnection): Promise<Postmaster> {
  await startLogAfresh(cluster.log);
  let port = connection.port;
  for (const pauseMs of PAUSES_MS) {
    await pause(pauseMs);
    const left = await waitUntilReady(cluster.data);
    if (left !== undefined) return keepPort(left, connection);
    await forgetStrangersPid(cluster.data);
    if (!(await isFree(port))) port = await freePort();
    const started = await attempt(cluster, port);
    if (started !== undefined) return keepPort(started, connection);
  }
  throw new EmbeddedDatabaseError(
    'not-started',
    `PostgreSQL does not start: read its last words below (all of them are in ${cluster.log}), or name a database in DATABASE_URL.\n${await tail(cluster.log)}`,
  );
}

async function keepPort(server: Postmaster, connection: StoredConnection): Promise<Postmaster> {
  if (server.port !== connection.port) await connection.changePort(server.port);
  return server;
}

async function attempt(cluster: Cluster, port: number): Promise<Postmaster | undefined> {
  const log = await open(cluster.log, 'a', 0o600);
  // Its own process group: Ctrl-C in the terminal must reach the application before its database.
  const server = spawn(
    cluster.binaries.postgres,
    ['-D', cluster.data, ...settingFlags({ port, durable: cluster.durable })],
    {
      cwd: cluster.data,
      env: SERVER_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...cluster.user,
    },
  );
  server.unref();
  let hasEnded = false;
  const end = (): void => {
    hasEnded = true;
  };
  server.once('exit', end);
  server.once('error', end);
  await log.close();
  return waitUntilReady(cluster.data, () => hasEnded);
}

/** The server of this folder once it accepts connections; undefined when there is none. */
async function waitUntilReady(
  data: string,
  hasEnded: () => boolean = () => true,
): Promise<Postmaster | undefined> {
  let server: Postmaster | undefined;
  await until(async () => {
    server = await findPostmaster(data);
    return server === undefined ? hasEnded() : server.isReady;
  }, READY_LIMIT_MS);
  if (server?.isReady !== false) return server;
  throw new EmbeddedDatabaseError(
    'not-ready',
    `PostgreSQL (process ${server.pid}) neither gets ready nor ends: end it with "kill ${server.pid}" and start again.`,
  );
}

async function startLogAfresh(log: string): Promise<void> {
  const size = await stat(log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_LIMIT_BYTES) await rename(log, `${log}.old`);
}

async function tail(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
}
