import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RenewalsService } from '../../src/accounts/connect/renewals.service.js';
import {
  ACCOUNT_ENTITIES,
  AccountsModule,
  AccountsService,
  SealedCredentials,
} from '../../src/accounts/index.js';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import { DISTRICT_ENTITIES, DistrictsModule, DistrictsService } from '../../src/districts/index.js';
import { IDENTITY_ENTITIES, IdentityModule } from '../../src/identity/index.js';
import { readConfig } from '../../src/kernel/config.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { ProblemFilter } from '../../src/kernel/http/problem.filter.js';
import { schemaPipe } from '../../src/kernel/http/schema.pipe.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { PlatformRegistry } from '../../src/platforms/index.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { HandClock, PASSWORD, settle } from '../identity/small-app.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { failOnce } from '../support/fail-once.js';
import { SandboxControl } from '../support/sandbox-control.js';

const CLIENT = { clientId: 'munadi-client', clientSecret: 'canary-client-secret' };
const LUCKNOW = xAccount('700', 'lucknow');
const AGRA = xAccount('701', 'agra');

let database: FreshDatabase;
let sandbox: Sandbox;
let control: SandboxControl;
let folder: string;
let clock: HandClock;
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'munadi-connect-'));
  database = await freshDatabase();
  clock = new HandClock();
  sandbox = await startSandbox({ port: 0, ledgerFile: join(folder, 'ledger.jsonl'), clock });
  control = new SandboxControl(sandbox.url);
  app = await anApp();
  await settle(app);
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});

beforeEach(() => control.putAccounts([LUCKNOW, AGRA]));
afterEach(async () => {
  await control.setFaults([]);
  await rowsOf(database.dataSource, 'DELETE FROM accounts');
});

afterAll(async () => {
  await app.close();
  await sandbox.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe('connecting an account on the page of X', () => {
  it('lends it to the place, with its name and without a key that anybody copied', async () => {
    const owner = await aBrowser('owner');
    const answer = await owner.comeBack(await owner.agree(await owner.begin(), 'lucknow'));
    expect(answer.status).toBe(303);
    const [account] = await app.get(AccountsService).list('/');
    expect(account).toMatchObject({ handle: '@lucknow', remoteId: '700', health: 'healthy' });
    expect(answer.headers.get('location')).toBe(
      `http://munadi.example/accounts?connected=${account?.id}`,
    );
    expect(await identified()).toMatchObject({ kind: 'identified', remoteId: '700' });
  });

  it('asks X for no more than posting, uploading, reading back and going on', async () => {
    const page = new URL(await (await aBrowser('owner')).begin());
    expect(page.searchParams.get('scope')).toBe(
      'tweet.read tweet.write users.read media.write offline.access',
    );
    expect(page.searchParams.get('redirect_uri')).toBe(
      'http://munadi.example/api/accounts/connect/callback',
    );
  });

  it('works once', async () => {
    const owner = await aBrowser('owner');
    const back = await owner.agree(await owner.begin(), 'lucknow');
    await owner.comeBack(back);
    expect(await codeOf(await owner.comeBack(back))).toBe('connect_ended');
  });

  it('works only in the browser in which it was begun, and is used up by another one', async () => {
    const owner = await aBrowser('owner');
    const back = await owner.agree(await owner.begin(), 'lucknow');
    const elsewhere = await aBrowser('owner');
    await elsewhere.begin();
    expect(await codeOf(await elsewhere.comeBack(back))).toBe('connect_ended');
    expect(await codeOf(await owner.comeBack(back))).toBe('connect_ended');
  });

  it('ends after ten minutes', async () => {
    const owner = await aBrowser('owner');
    const page = await owner.begin();
    clock.pass(11);
    expect(await codeOf(await owner.comeBack(await owner.agree(page, 'lucknow')))).toBe(
      'connect_ended',
    );
  });

  it('says so when X was too slow, and when the person declined', async () => {
    const owner = await aBrowser('owner');
    const late = await owner.agree(await owner.begin(), 'lucknow');
    clock.pass(1);
    expect(await codeOf(await owner.comeBack(late))).toBe('connect_failed');
    const declined = new URL('http://munadi.example/api/accounts/connect/callback');
    declined.searchParams.set(
      'state',
      new URL(await owner.begin()).searchParams.get('state') ?? '',
    );
    declined.searchParams.set('error', 'access_denied');
    expect(await codeOf(await owner.comeBack(declined.href))).toBe('connect_declined');
  });

  it('gives no account to a second place', async () => {
    const owner = await aBrowser('owner');
    await owner.comeBack(await owner.agree(await owner.begin(), 'lucknow'));
    const again = await owner.agree(await owner.begin({ place: 'AGRA' }), 'lucknow');
    expect(await codeOf(await owner.comeBack(again))).toBe('connect_elsewhere');
  });

  it('puts no other account in the place of one that is to be connected again', async () => {
    const owner = await aBrowser('owner');
    await owner.comeBack(await owner.agree(await owner.begin(), 'lucknow'));
    const [account] = await app.get(AccountsService).list('/');
    const begun = await owner.begin(account ? { accountId: account.id } : {});
    expect(await codeOf(await owner.comeBack(await owner.agree(begun, 'agra')))).toBe(
      'connect_other',
    );
    expect(await app.get(AccountsService).list('/')).toHaveLength(1);
  });

  it('is not offered where a platform has no such page, nor to volunteers', async () => {
    const answer = await (await aBrowser('owner')).ask({ platform: 'telegram' });
    expect(await codeOf(answer)).toBe('connect_not_set_up');
    expect((await (await aBrowser('volunteer')).ask()).status).toBe(403);
  });
});

describe('credentials that end', () => {
  const renew = () => app.get(RenewalsService).renewDue();
  const tokenRequests = async () =>
    (await control.ledger()).filter(({ path }) => path.endsWith('/oauth2/token')).length;

  beforeEach(async () => {
    const owner = await aBrowser('owner');
    await owner.comeBack(await owner.agree(await owner.begin(), 'lucknow'));
  });

  it('stay as they are while there is time', async () => {
    clock.pass(100);
    expect(await renew()).toBe(0);
  });

  it('are renewed before they end, again and again', async () => {
    for (const _round of [1, 2, 3]) {
      clock.pass(115);
      expect(await renew()).toBe(1);
      expect(await identified()).toMatchObject({ kind: 'identified' });
    }
    clock.pass(119);
    expect(await identified()).toMatchObject({ kind: 'identified' });
  });

  it('are renewed by one of many who try at the same time', async () => {
    clock.pass(115);
    const renewed = await Promise.all([1, 2, 3, 4].map(renew));
    expect(renewed.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await identified()).toMatchObject({ kind: 'identified' });
  });

  it('are renewed later when X is away, and the account is not blamed', async () => {
    clock.pass(115);
    await control.setFaults([{ platform: 'x', operation: 'token', fault: 'server_error_before' }]);
    expect(await renew()).toBe(0);
    expect(await health()).toMatchObject({ health: 'healthy' });
    await control.setFaults([]);
    expect(await renew()).toBe(0);
    clock.pass(1);
    expect(await renew()).toBe(1);
  });

  it('are not lost when the database fails in the moment after the answer', async () => {
    await failOnce(database.dataSource, 'account_credentials');
    clock.pass(115);
    expect(await renew()).toBe(1);
    expect(await identified()).toMatchObject({ kind: 'identified' });
    clock.pass(115);
    expect(await renew()).toBe(1);
  });

  it('ask for a person when an answer was lost for which X gives no second one', async () => {
    clock.pass(115);
    await control.setFaults([{ platform: 'x', operation: 'token', fault: 'accept_then_reset' }]);
    expect(await renew()).toBe(0);
    await control.setFaults([]);
    clock.pass(1);
    expect(await renew()).toBe(0);
    const { health: found, healthDetail } = await health();
    expect(found).toBe('broken');
    expect(healthDetail).toContain('Connect the account again');
    const before = await tokenRequests();
    clock.pass(60);
    await renew();
    expect(await tokenRequests()).toBe(before);
  });

  it('are whole again once a person has connected the account anew', async () => {
    clock.pass(115);
    await control.setFaults([{ platform: 'x', operation: 'token', fault: 'accept_then_reset' }]);
    await renew();
    await control.setFaults([]);
    clock.pass(1);
    await renew();
    const owner = await aBrowser('owner');
    const { id } = await health();
    await owner.comeBack(await owner.agree(await owner.begin({ accountId: id }), 'lucknow'));
    expect(await health()).toMatchObject({ id, health: 'healthy', healthDetail: null });
    clock.pass(115);
    expect(await renew()).toBe(1);
  });

  it('are left alone once somebody has imported others that do not end', async () => {
    const { appKey, appSecret, accessToken, accessSecret } = LUCKNOW;
    await app
      .get(AccountsService)
      .importFile(
        `district,platform,handle,remoteId,appKey,appSecret,accessToken,accessSecret\n` +
          `LKO,x,@lucknow,700,${appKey},${appSecret},${accessToken},${accessSecret}`,
        null,
      );
    const before = await health();
    clock.pass(115);
    expect(await renew()).toBe(0);
    expect(await health()).toEqual(before);
  });
});

async function health() {
  const [account] = await app.get(AccountsService).list('/');
  if (!account) throw new Error('There is no account');
  return account;
}

/** Whom X says the stored credentials speak for. */
async function identified() {
  const { id } = await health();
  const opened = (await app.get(SealedCredentials).openFor([id])).get(id);
  if (opened?.kind !== 'open') throw new Error('The credentials do not open');
  const { credentials } = opened;
  const signal = new AbortController().signal;
  const platform = app.get(PlatformRegistry).get('x');
  return platform.identify({ remoteId: '', handle: '', credentials, signal });
}

async function codeOf(answer: Response): Promise<string | undefined> {
  return ((await answer.json()) as ProblemsAnswer).problems[0]?.code;
}

/** Somebody signed in, with the cookies that the browser keeps. */
async function aBrowser(login: string) {
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
    const places = await app.get(DistrictsService).findByCodes([place]);
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
  };
}

interface Wish {
  platform?: string;
  place?: string;
  accountId?: number;
}

function xAccount(id: string, username: string) {
  const keys = { appKey: 'key', appSecret: 'secret-canary' };
  const access = { accessToken: `${id}-token`, accessSecret: `${id}-secret-canary` };
  return { platform: 'x', id, username, ...keys, ...access, ...CLIENT };
}

async function anApp(): Promise<NestFastifyApplication> {
  const config = readConfig({
    DATABASE_URL: database.url,
    MUNADI_PUBLIC_URL: 'http://munadi.example',
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
