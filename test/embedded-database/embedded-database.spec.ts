import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
  type EmbeddedDatabase,
} from '../../src/embedded-database/embedded-database.js';
import { commandLine, isAlive } from '../../src/embedded-database/processes.js';
import { until } from '../../src/embedded-database/until.js';

// Every case makes a cluster or two, which a loaded machine does slowly.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const isRoot = process.getuid?.() === 0;
const built = join(import.meta.dirname, `../../node_modules/.munadi-starter-${process.pid}`);
const children: ChildProcess[] = [];
let folder: string;
let directory: string;

const start = (durable = true): Promise<EmbeddedDatabase> =>
  startEmbeddedDatabase({ directory, durable });

beforeAll(async () => {
  const entry = fileURLToPath(new URL('./starter.ts', import.meta.url));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: built,
      rolldownOptions: { output: { entryFileNames: 'starter.mjs' } },
    },
  });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'munadi-embedded-'));
  await chmod(folder, 0o755);
  directory = join(folder, 'postgres');
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await chmod(folder, 0o755);
  await removeEmbeddedDatabase(directory).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
});

afterAll(() => rm(built, { recursive: true, force: true }));

describe('a first start', () => {
  it('answers on the loopback interface, in UTF-8 and UTC, with a password only its owner can read', async () => {
    const database = await start();
    const settings = await rows(
      database.url('postgres'),
      `SELECT current_setting('server_encoding') AS encoding, current_setting('timezone') AS zone,
              host(inet_server_addr()) AS address, lower('ÄÖ') AS lower, current_setting('fsync') AS fsync`,
    );
    expect(settings).toEqual([
      { encoding: 'UTF8', zone: 'UTC', address: '127.0.0.1', lower: 'äö', fsync: 'on' },
    ]);
    expect((await stat(join(directory, 'connection.json'))).mode & 0o777).toBe(0o600);
    const guess = database.url('postgres').replace(/munadi:[^@]+/, 'munadi:guess');
    await expect(rows(guess, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  });

  it('makes databases, from a template too, and leaves an existing one as it is', async () => {
    const database = await start(false);
    await database.createDatabase('plan');
    await rows(database.url('plan'), 'CREATE TABLE district AS SELECT 75 AS count');
    await database.createDatabase('copy', 'plan');
    await database.createDatabase('plan');
    expect(await rows(database.url('copy'), 'SELECT count FROM district')).toEqual([{ count: 75 }]);
    expect(await rows(database.url('plan'), 'SELECT count FROM district')).toEqual([{ count: 75 }]);
  });

  it('begins anew when the first start was killed while it made its files', async () => {
    const child = await starter(directory);
    const isMaking = async (): Promise<boolean> =>
      (await readdir(directory).catch(() => [])).some((name) => /^data-\d+-[0-9a-f]+$/.test(name));
    expect(await until(isMaking, 10_000)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const database = await start();
    expect(await rows(database.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect((await readdir(directory)).sort()).toEqual(['connection.json', 'data', 'server.log']);
  });

  it('gives every folder its own server, side by side', async () => {
    const other = join(folder, 'other');
    const [first, second] = await Promise.all([
      start(),
      startEmbeddedDatabase({ directory: other, durable: true }),
    ]);
    await first.createDatabase('only_here');
    const names = await rows(second.url('postgres'), `SELECT datname FROM pg_database`);
    expect(names).not.toContainEqual({ datname: 'only_here' });
    expect(first.processId).not.toBe(second.processId);
    await removeEmbeddedDatabase(other);
  });

  it('shares one server when two start the same folder at the same moment', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(first.processId).toBe(second.processId);
    expect(first.url('postgres')).toBe(second.url('postgres'));
  });
});

describe('a later start', () => {
  it('finds the same address and rows after a proper stop', async () => {
    const before = await start();
    await rows(before.url('postgres'), 'CREATE TABLE kept AS SELECT 1 AS one');
    await before.stop();
    expect(await commandLine(before.processId)).toBe('');
    const after = await start();
    expect(after.url('postgres')).toBe(before.url('postgres'));
    expect(await rows(after.url('postgres'), 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
  });

  it('adopts the server whose parent was killed', async () => {
    const child = await starter(directory);
    const orphan = Number(await firstLine(child));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const database = await start();
    expect(database.processId).toBe(orphan);
    await database.stop();
    expect(await until(() => !isAlive(orphan), 5_000)).toBe(true);
  });

  it('comes back at once with every acknowledged row after the postmaster was killed', async () => {
    const before = await start();
    await rows(before.url('postgres'), 'CREATE TABLE acknowledged (id int)');
    const acknowledged = await insertUntilKilled(before);
    const after = await start();
    const [found] = await rows(
      after.url('postgres'),
      'SELECT count(*)::int AS rows FROM acknowledged',
    );
    expect(after.url('postgres')).toBe(before.url('postgres'));
    expect(found?.['rows']).toBeGreaterThanOrEqual(acknowledged);
  });

  it('is not stopped by a postmaster.pid whose number now belongs to another program', async () => {
    const before = await start();
    const pidFile = join(directory, 'data', 'postmaster.pid');
    const content = await readFile(pidFile, 'utf8');
    await before.stop();
    const { uid, gid } = await stat(join(directory, 'data'));
    const stranger = spawn('sleep', ['600'], { uid, gid, stdio: 'ignore' });
    children.push(stranger);
    await once(stranger, 'spawn');
    await writeFile(pidFile, content.replace(/^\d+/, String(stranger.pid)));
    const after = await start();
    expect(await rows(after.url('postgres'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBeNull();
  });

  it('moves to another port when somebody took its own', async () => {
    const before = await start();
    await before.stop();
    const port = Number(new URL(before.url('postgres')).port);
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const moved = await start();
    squatter.close();
    expect(new URL(moved.url('postgres')).port).not.toBe(String(port));
    await moved.stop();
    expect((await start()).url('postgres')).toBe(moved.url('postgres'));
  });

  it.runIf(isRoot)('keeps its files elsewhere when root starts it in a closed folder', async () => {
    await chmod(folder, 0o700);
    const database = await start();
    expect(await readdir(directory)).not.toContain('data');
    await rows(database.url('postgres'), 'CREATE TABLE kept AS SELECT 1 AS one');
    await database.stop();
    expect(await rows((await start()).url('postgres'), 'SELECT * FROM kept')).toEqual([{ one: 1 }]);
  });
});

describe('a start that cannot work says why in one sentence', () => {
  it('when a file stands where the folder should be', async () => {
    await writeFile(directory, '');
    await expect(start()).rejects.toThrow(
      `A file stands where the folder ${directory} should be: move it away.`,
    );
  });

  it.skipIf(isRoot)('when the folder is not writable', async () => {
    await chmod(folder, 0o555);
    await expect(start()).rejects.toThrow(
      `${directory} cannot be written: make it writable for this user, or run your own copy of this folder.`,
    );
  });

  it('when the data is of another version of PostgreSQL', async () => {
    await mkdir(join(directory, 'data'), { recursive: true });
    await writeFile(join(directory, 'data', 'PG_VERSION'), '9\n');
    await expect(start()).rejects.toThrow(
      /belongs to PostgreSQL 9 and this is PostgreSQL \d+: go back/,
    );
  });

  it('when the password was lost', async () => {
    const database = await start();
    await database.stop();
    await rm(join(directory, 'connection.json'));
    await expect(start()).rejects.toThrow(/The password kept in connection.json is not the one/);
  });
});

async function starter(home: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(built, 'starter.mjs'), home], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child, 'spawn');
  return child;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) return '';
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return chunk.toString();
}

/** Kills the postmaster after the hundredth row and says how many the server acknowledged. */
async function insertUntilKilled(database: EmbeddedDatabase): Promise<number> {
  const client = new pg.Client({ connectionString: database.url('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  for (let count = 0; ; count += 1) {
    if (count === 100) process.kill(database.processId, 'SIGKILL');
    const isAcknowledged = await client.query('INSERT INTO acknowledged VALUES ($1)', [count]).then(
      () => true,
      () => false,
    );
    if (!isAcknowledged) return count;
  }
}

async function rows(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
