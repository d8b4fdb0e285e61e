import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { createApplication } from '../../src/application.js';
import { seedWorld, type SignIn } from '../../src/demo/seed-world.js';
import { connectionOptions } from '../../src/kernel/database/connection.js';
import { readConfig } from '../../src/kernel/config.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { freshDatabaseUrl } from './database.js';
import { Person } from './person.js';
import { SandboxControl } from './sandbox-control.js';

export const PASSWORD = 'pass-phrase-for-tests';

const PEOPLE: SignIn[] = [
  { login: 'owner', name: 'Owner', role: 'owner', placeCode: 'uttar-pradesh', password: PASSWORD },
  {
    login: 'meera',
    name: 'Meera',
    role: 'central_editor',
    placeCode: 'uttar-pradesh',
    password: PASSWORD,
  },
  { login: 'ramesh', name: 'Ramesh', role: 'volunteer', placeCode: 'lucknow', password: PASSWORD },
];

export interface WorldOptions {
  /** Codes of the districts that exist, each with an X, a Telegram and a Facebook account. All 75 when left out. */
  districts?: readonly string[];
  /** Settings on top of the test's own. */
  settings?: Record<string, string>;
  /** Where it listens, for what has to be known beforehand; any free one when left out. */
  port?: number;
  /** Leaves the scheduler to processes that the test starts itself. */
  withoutWorker?: boolean;
}

interface WorldParts {
  sandbox: SandboxControl;
  dataSource: DataSource;
  url: string;
  environment: Record<string, string>;
}

/** The whole product in one process: database, sandbox, application, districts, accounts and people. */
export class World {
  private constructor(
    private readonly parts: WorldParts,
    private readonly closers: (() => Promise<void>)[],
  ) {}

  get sandbox(): SandboxControl {
    return this.parts.sandbox;
  }

  get dataSource(): DataSource {
    return this.parts.dataSource;
  }

  get url(): string {
    return this.parts.url;
  }

  /** What a further process of the product needs in its environment. */
  get environment(): Record<string, string> {
    return this.parts.environment;
  }

  static async open(options: WorldOptions = {}): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-world-'));
    const database = await freshDatabaseUrl();
    const sandbox = await startSandbox({ port: 0, ledgerFile: join(folder, 'ledger.jsonl') });
    const environment = {
      MUNADI_MEDIA_DIR: join(folder, 'media'),
      ...environmentFor(database.url, sandbox.url, options),
    };
    const config = readConfig(environment);
    const app = await createApplication({
      ...config,
      role: options.withoutWorker ? 'web' : 'all',
    });
    await app.listen(options.port ?? 0, '127.0.0.1');
    await seedWorld(app, {
      sandboxUrl: sandbox.url,
      signIns: PEOPLE,
      ...(options.districts ? { only: options.districts } : {}),
    });
    const dataSource = await new DataSource(
      connectionOptions({
        databaseUrl: database.url,
        entities: [],
        poolSize: 3,
        applicationName: 'munadi-test',
      }),
    ).initialize();
    const closers = [
      () => dataSource.destroy(),
      () => app.close(),
      () => sandbox.stop(),
      () => database.drop(),
      () => rm(folder, { recursive: true, force: true }),
    ];
    const control = new SandboxControl(sandbox.url);
    const url = await app.getUrl();
    return new World({ sandbox: control, dataSource, url, environment }, closers);
  }

  async signIn(login: string): Promise<Person> {
    return Person.signIn(this.url, { login, password: PASSWORD });
  }

  /** Lets the waits be over: retries and looks become due now, and no lane is parked any more. */
  async letWaitsEnd(): Promise<void> {
    await this.dataSource.query('UPDATE lanes SET parked_until = NULL, free_at = to_timestamp(0)');
    await this.makeDue(['retry_wait', 'unknown']);
  }

  /** Lets the claims of workers that are gone end now. */
  async letLeasesEnd(): Promise<void> {
    await this.makeDue(['claimed', 'sending']);
  }

  private async makeDue(states: string[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE deliveries SET wake_at = now() WHERE state::text = ANY($1) AND wake_at > now()`,
      [states],
    );
    await this.dataSource.query(`SELECT pg_notify('munadi_later', '')`);
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
  }
}

function environmentFor(
  databaseUrl: string,
  sandboxUrl: string,
  { settings = {} }: WorldOptions,
): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    MUNADI_PORT: '0',
    MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_X_API_URL: `${sandboxUrl}/x`,
    MUNADI_X_AUTHORIZE_URL: `${sandboxUrl}/x/i/oauth2/authorize`,
    MUNADI_TELEGRAM_API_URL: `${sandboxUrl}/telegram`,
    MUNADI_GRAPH_API_URL: `${sandboxUrl}/graph`,
    MUNADI_INSTAGRAM_API_URL: `${sandboxUrl}/instagram`,
    MUNADI_LOG_LEVEL: 'error',
    MUNADI_CHECK_FROM_HOUR: 'never',
    MUNADI_SEND_TIMEOUT_MS: '5000',
    MUNADI_LEASE_MS: '20000',
    ...settings,
  };
}
