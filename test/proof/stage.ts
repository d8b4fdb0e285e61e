import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import type { DistrictNode } from '../../src/contract/districts.js';
import { seedWorld } from '../../src/demo/seed-world.js';
import {
  isAlive,
  removeEmbeddedDatabase,
  startEmbeddedDatabase,
} from '../../src/embedded-database/index.js';
import { readConfig, type Config } from '../../src/kernel/config.js';
import { migrateDatabase } from '../../src/kernel/database/connection.js';
import { Person } from '../support/person.js';
import { SandboxControl } from '../support/sandbox-control.js';
import { recordMoves } from './moves.js';
import { kill, startSandboxProcess } from './processes.js';
import { withClient } from './records.js';

const PASSWORD = 'pass-phrase-for-proofs';
const MEERA = {
  login: 'meera',
  name: 'Meera',
  role: 'central_editor',
  placeCode: 'uttar-pradesh',
  password: PASSWORD,
} as const;

interface StageParts {
  folder: string;
  ledgerFile: string;
  databaseUrl: string;
  /** What a worker needs in its environment. */
  environment: Record<string, string>;
  times: Config['deliveries'];
  sandbox: SandboxControl;
  meera: Person;
  /** Each has an account on every platform. */
  districts: readonly DistrictNode[];
}

/** Everything around the workers: the database and the sandbox in processes of their own, and a web server. */
export class Stage {
  private constructor(
    readonly parts: StageParts,
    private readonly sandboxProcess: ChildProcess,
    readonly web: NestFastifyApplication,
  ) {}

  static async open(): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-proof-'));
    const database = await startEmbeddedDatabase({ directory: join(folder, 'pg'), durable: true });
    await database.createDatabase('munadi');
    const databaseUrl = database.url('munadi');
    await migrateDatabase(databaseUrl);
    await withClient(databaseUrl, recordMoves);
    const ledgerFile = join(folder, 'ledger.jsonl');
    const { url, child } = await startSandboxProcess(ledgerFile);
    const environment = environmentFor(databaseUrl, url);
    const config = readConfig(environment);
    const web = await createApplication({ ...config, role: 'web' });
    // What goes wrong in an outage is meant to.
    web.useLogger(false);
    await web.listen(0, '127.0.0.1');
    await seedWorld(web, { sandboxUrl: url, signIns: [MEERA] });
    const meera = await Person.signIn(await web.getUrl(), { login: 'meera', password: PASSWORD });
    const { body: places } = await meera.get<DistrictNode[]>('/api/districts');
    const districts = places.filter(({ kind }) => kind === 'district');
    const sandbox = new SandboxControl(url);
    const times = config.deliveries;
    const told = { folder, ledgerFile, databaseUrl, environment, times, sandbox, meera, districts };
    return new Stage(told, child, web);
  }

  /** Kills the server as a power cut would, waits until it is gone, and starts it on what is on the disk. */
  async crashDatabase(): Promise<void> {
    const directory = join(this.parts.folder, 'pg');
    const { processId } = await startEmbeddedDatabase({ directory, durable: true });
    process.kill(processId, 'SIGKILL');
    while (isAlive(processId)) await pause(20);
    await startEmbeddedDatabase({ directory, durable: true });
  }

  async close(): Promise<void> {
    await this.web.close();
    await kill(this.sandboxProcess);
    await removeEmbeddedDatabase(join(this.parts.folder, 'pg'));
    await rm(this.parts.folder, { recursive: true, force: true });
  }
}

/** Short times, so that every recovery happens inside a run. */
function environmentFor(databaseUrl: string, sandboxUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    MUNADI_PORT: '0',
    MUNADI_CREDENTIAL_KEYS: `proof:${Buffer.alloc(32, 7).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_PASSWORDS: 'alone',
    MUNADI_X_API_URL: `${sandboxUrl}/x`,
    MUNADI_TELEGRAM_API_URL: `${sandboxUrl}/telegram`,
    MUNADI_GRAPH_API_URL: `${sandboxUrl}/graph`,
    MUNADI_INSTAGRAM_API_URL: `${sandboxUrl}/instagram`,
    MUNADI_LOG_LEVEL: 'error',
    MUNADI_CHECK_FROM_HOUR: 'never',
    MUNADI_SEND_TIMEOUT_MS: '1500',
    MUNADI_LEASE_MS: '4500',
    MUNADI_RECONCILE_WAITS_MS: '700,1500,3000',
  };
}
