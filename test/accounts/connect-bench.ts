import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ACCOUNT_ENTITIES,
  AccountsModule,
  AccountsService,
  SealedCredentials,
} from '../../src/accounts/index.js';
import type { AccountView } from '../../src/contract/accounts.js';
import { DISTRICT_ENTITIES, DistrictsModule, DistrictsService } from '../../src/districts/index.js';
import { IDENTITY_ENTITIES, IdentityModule, PeopleService } from '../../src/identity/index.js';
import { readConfig } from '../../src/kernel/config.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { ProblemFilter } from '../../src/kernel/http/problem.filter.js';
import { schemaPipe } from '../../src/kernel/http/schema.pipe.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { PlatformRegistry } from '../../src/platforms/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { HandClock, PASSWORD, settle } from '../identity/small-app.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { SandboxControl } from '../support/sandbox-control.js';

export const PUBLIC_URL = 'http://munadi.example';
const CLIENT = { clientId: 'munadi-client', clientSecret: 'canary-client-secret' };
export const LUCKNOW = xAccount('700', 'lucknow');
const AGRA = xAccount('701', 'agra');

/** What somebody wants to connect; without more, an account of X for Lucknow. */
interface Wish {
  platform?: string;
  place?: string;
  accountId?: number;
}

/** People who lend accounts on the page of X, over a database and a sandbox of their own; nobody renews by themselves. */
export class ConnectBench {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: HandClock,
    readonly control: SandboxControl,
    readonly database: FreshDatabase,
    readonly sandbox: Sandbox,
    private readonly folder: string,
  ) {}

  static async open(): Promise<ConnectBench> {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-connect-'));
    const database = await freshDatabase();
    const clock = new HandClock();
    const ledgerFile = join(folder, 'ledger.jsonl');
    const sandbox = await startSandbox({ port: 0, ledgerFile, clock });
    const app = await anApp({ database, sandbox, clock }, 'web');
    await settle(app);
    const local = { login: 'local', name: 'Owner of Lucknow', role: 'owner' } as const;
    await app.get(PeopleService).addPerson({ ...local, placeCode: 'LKO', password: PASSWORD });
    await app.listen(0, '127.0.0.1');
    const control = new SandboxControl(sandbox.url);
    await control.putAccounts([LUCKNOW, AGRA]);
    return new ConnectBench(app, clock, control, database, sandbox, folder);
  }

  /** Another process over the same database, one that renews. */
  async aWorker(): Promise<NestFastifyApplication> {
    const worker = await anApp(this, 'worker');
    await worker.init();
    return worker;
  }

  async forgetAccounts(): Promise<void> {
    await this.control.setFaults([]);
    await rowsOf(this.database.dataSource, 'DELETE FROM accounts');
  }

  async accounts(): Promise<AccountView[]> {
    return this.app.get(AccountsService).list('/');
  }

  /** The only one. */
  async account(): Promise<AccountView> {
    const [account] = await this.accounts();
    if (!account) throw new Error('There is no account');
    return account;
  }

  /** Whom X says the stored credentials speak for. */
  async identified() {
    const { id } = await this.account();
    const opened = (await this.app.get(SealedCredentials).openFor([id])).get(id);
    if (opened?.kind !== 'open') throw new Error('The credentials do not open');
    const { credentials } = opened;
    const signal = new AbortController().signal;
    const platform = this.app.get(PlatformRegistry).get('x');
    return platform.identify({ remoteId: '', handle: '', credentials, signal });
  }

  /** Connects the account of Lucknow, anew when it is named. */
  async connect(wish: Wish = {}): Promise<Response> {
    const owner = await this.aBrowser('owner');
    return owner.comeBack(await owner.agree(await owner.begin(wish), 'lucknow'));
  }

  /** Somebody signed in, with the cookies that the browser keeps. */
  async aBrowser(login: string) {
    const url = await this.app.getUrl();
    const cookies = new Map<string, string>();
    const call = async (path: string, body?: object): Promise<Response> => {
      const answer = await fetch(`${url}${path}`, {
        method: body ? 'POST' : 'GET',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      for (const line of answer.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
        cookies.set(name, value);
      }
      return answer;
    };
    await call('/api/session', { login, password: PASSWORD });
    const ask = async ({ platform = 'x', place = 'LKO', accountId }: Wish = {}) => {
      const places = await this.app.get(DistrictsService).findByCodes([place]);
      const districtId = places.get(place)?.id;
      return call('/api/accounts/connect', { platform, districtId, accountId });
    };
    return {
      ask,
      /** Answers the address of the page of X. */
      begin: async (wish: Wish = {}): Promise<string> => {
        const { authorizeUrl } = (await (await ask(wish)).json()) as { authorizeUrl: string };
        return authorizeUrl;
      },
      /** Says yes there, as this account; answers where the browser is sent back to. */
      agree: async (page: string, username: string): Promise<string> => {
        const answer = await fetch(`${page}&as=${username}`, { redirect: 'manual' });
        return answer.headers.get('location') ?? '';
      },
      comeBack: async (address: string): Promise<Response> => {
        const { pathname, search } = new URL(address);
        return call(`${pathname}${search}`);
      },
      signOut: () => {
        cookies.clear();
      },
    };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.sandbox.stop();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

interface Ground {
  database: FreshDatabase;
  sandbox: Sandbox;
  clock: HandClock;
}

function xAccount(id: string, username: string) {
  const keys = { appKey: 'key', appSecret: 'secret-canary' };
  const access = { accessToken: `${id}-token`, accessSecret: `${id}-secret-canary` };
  return { platform: 'x', id, username, ...keys, ...access, ...CLIENT };
}

async function anApp(
  { database, sandbox, clock }: Ground,
  role: 'web' | 'worker',
): Promise<NestFastifyApplication> {
  const config = readConfig({
    DATABASE_URL: database.url,
    MUNADI_ROLE: role,
    MUNADI_PASSWORDS: 'alone',
    MUNADI_PUBLIC_URL: PUBLIC_URL,
    MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_X_API_URL: `${sandbox.url}/x`,
    MUNADI_X_AUTHORIZE_URL: `${sandbox.url}/x/i/oauth2/authorize`,
    MUNADI_X_CLIENT_ID: CLIENT.clientId,
    MUNADI_X_CLIENT_SECRET: CLIENT.clientSecret,
  });
  const entities = [...DISTRICT_ENTITIES, ...IDENTITY_ENTITIES, ...ACCOUNT_ENTITIES];
  @Module({
    imports: [
      KernelModule.forRoot({ config, clock, entities }),
      DistrictsModule,
      IdentityModule,
      AccountsModule,
    ],
    providers: [
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_PIPE, useFactory: schemaPipe },
    ],
  })
  class AccountsOnly {}
  const built = await NestFactory.create<NestFastifyApplication>(
    AccountsOnly,
    new FastifyAdapter(),
    { logger: false, abortOnError: false },
  );
  built.setGlobalPrefix('api');
  built.enableShutdownHooks();
  await built.register(cookie);
  return built;
}
