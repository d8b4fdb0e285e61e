import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ACCOUNT_ENTITIES,
  AccountsModule,
  AccountsService,
  SealedCredentials,
  type OpenedAccount,
} from '../../src/accounts/index.js';
import type { AccountView } from '../../src/contract/accounts.js';
import type { Problem } from '../../src/contract/problems.js';
import type { Role } from '../../src/contract/session.js';
import { DISTRICT_ENTITIES, DistrictsModule, DistrictsService } from '../../src/districts/index.js';
import { systemClock, type Clock } from '../../src/kernel/clock.js';
import { readConfig } from '../../src/kernel/config.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import type { Caller } from '../../src/kernel/http/caller.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { ProblemError } from '../../src/kernel/problem-error.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { SandboxControl } from '../support/sandbox-control.js';

const TREE = `code,parentCode,kind,nameEn,nameHi
UP,,state,Uttar Pradesh,उत्तर प्रदेश
AWADH,UP,region,Awadh,अवध
LKO,AWADH,district,Lucknow,लखनऊ
B-1,LKO,booth,Booth 1,बूथ 1
AGRA,UP,district,Agra,आगरा`;

export const HEADER =
  'district,platform,handle,remoteId,verified,audience,appKey,appSecret,accessToken,accessSecret,botToken,pageAccessToken';
export const X_KEYS = 'key-canary,secret-canary,token-canary,token-secret-canary';
export const ROWS = {
  x: `LKO,x,@lucknow,700,yes,1200,${X_KEYS},,`,
  telegram: 'LKO,telegram,@lucknow_tg,-1001234567890,no,300,,,,,4242424242:canary-bot-token,',
  facebook: 'AGRA,facebook,Agra,10000000001,no,,,,,,,page-canary',
  booth: `B-1,x,@booth,701,no,,${X_KEYS},,`,
};
export const FILE = [HEADER, ...Object.values(ROWS)].join('\n');

export const KEY = { old: keyOf('old', 1), next: keyOf('next', 2) };

/** The accounts of FILE as their platforms know them; the booth's keys are those of the district. */
export const AS_THE_PLATFORMS_KNOW_THEM = [
  {
    platform: 'x',
    id: '700',
    username: 'lucknow_up',
    followers: 5_000,
    verifiedType: 'none',
    appKey: 'key-canary',
    appSecret: 'secret-canary',
    accessToken: 'token-canary',
    accessSecret: 'token-secret-canary',
  },
  {
    platform: 'telegram',
    chatId: '-1001234567890',
    username: 'lucknow_tg',
    title: 'Lucknow',
    botToken: '4242424242:canary-bot-token',
    memberCount: 310,
    botIsAdmin: true,
  },
  { platform: 'facebook', pageId: '10000000001', name: 'Agra', pageAccessToken: 'page-canary' },
];

/** Districts, accounts and platforms over a database and a sandbox of their own; no process checks by itself. */
export class AccountsBench {
  private constructor(
    readonly app: INestApplicationContext,
    readonly control: SandboxControl,
    private readonly database: FreshDatabase,
    private readonly sandbox: Sandbox,
    private readonly folder: string,
  ) {}

  static async open(clock: Clock = systemClock): Promise<AccountsBench> {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-accounts-'));
    const database = await freshDatabase();
    const sandbox = await startSandbox({ port: 0, ledgerFile: join(folder, 'ledger.jsonl') });
    const app = await openApp({ database, sandbox, clock }, KEY.old);
    await app.get(DistrictsService).importFile({ format: 'csv', content: TREE }, null);
    return new AccountsBench(app, new SandboxControl(sandbox.url), database, sandbox, folder);
  }

  get accounts(): AccountsService {
    return this.app.get(AccountsService);
  }

  /** The same over the same database, with these keys. */
  async openWith(credentialKeys: string): Promise<INestApplicationContext> {
    const { database, sandbox } = this;
    return openApp({ database, sandbox, clock: systemClock }, credentialKeys);
  }

  async rows<Row extends object>(statement: string, values: unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(this.database.dataSource, statement, values);
  }

  async forgetAccounts(): Promise<void> {
    await this.rows('DELETE FROM accounts');
    await this.rows('DELETE FROM account_check_nights');
    await this.rows('DELETE FROM lanes');
    await this.control.clearFaults();
  }

  async problemsOf(content: string): Promise<readonly Problem[]> {
    const thrown: unknown = await this.accounts
      .importFile(content, null)
      .catch((error: unknown) => error);
    if (thrown instanceof ProblemError) return thrown.problems;
    throw new Error('The import was not refused');
  }

  async openAll(context: INestApplicationContext = this.app): Promise<OpenedAccount[]> {
    const ids = (await this.accounts.list('/')).map(({ id }) => id);
    const opened = await context.get(SealedCredentials).openFor([...ids, 999_999]);
    return [...opened.values()].sort((a, b) => a.accountId - b.accountId);
  }

  async viewOf(remoteId: string): Promise<AccountView> {
    const view = (await this.accounts.list('/')).find((account) => account.remoteId === remoteId);
    if (!view) throw new Error(`There is no account ${remoteId}`);
    return view;
  }

  async idOf(remoteId: string): Promise<number> {
    return (await this.viewOf(remoteId)).id;
  }

  async placeOf(code: string): Promise<{ id: number; path: string }> {
    const place = (await this.app.get(DistrictsService).findByCodes([code])).get(code);
    if (!place) throw new Error(`There is no ${code}`);
    return place;
  }

  /** Adds somebody who works at a place. */
  async aPerson(
    person: { login: string; role: Role; placeCode: string },
    isActive = true,
  ): Promise<Caller> {
    const { id: placeId, path: placePath } = await this.placeOf(person.placeCode);
    const [row] = await this.rows<{ id: number }>(
      `INSERT INTO people (login, name, role, place_id, password_hash, is_active)
       VALUES ($1, $2, $3, $4, '-', $5) RETURNING id`,
      [person.login, `Name of ${person.login}`, person.role, placeId, isActive],
    );
    const personId = row?.id ?? 0;
    return {
      personId,
      name: person.login,
      role: person.role,
      placeId,
      placePath,
      can: () => true,
      scopeOf: () => placePath,
      session: null,
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
  clock: Clock;
}

async function openApp(
  { database, sandbox, clock }: Ground,
  credentialKeys: string,
): Promise<INestApplicationContext> {
  const config = readConfig({
    DATABASE_URL: database.url,
    MUNADI_ROLE: 'web',
    MUNADI_CREDENTIAL_KEYS: credentialKeys,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_PASSWORDS: 'alone',
    MUNADI_X_API_URL: `${sandbox.url}/x`,
    MUNADI_TELEGRAM_API_URL: `${sandbox.url}/telegram`,
    MUNADI_GRAPH_API_URL: `${sandbox.url}/graph`,
    MUNADI_INSTAGRAM_API_URL: `${sandbox.url}/instagram`,
  });
  const entities = [...DISTRICT_ENTITIES, ...ACCOUNT_ENTITIES];
  @Module({
    imports: [KernelModule.forRoot({ config, entities, clock }), DistrictsModule, AccountsModule],
  })
  class AccountsOnly {}
  const context = await NestFactory.createApplicationContext(AccountsOnly, { logger: false });
  context.enableShutdownHooks();
  return context;
}

function keyOf(id: string, byte: number): string {
  return `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
}
