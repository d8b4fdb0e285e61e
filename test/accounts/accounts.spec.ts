import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountCheck } from '../../src/accounts/account-check.service.js';
import {
  ACCOUNT_ENTITIES,
  AccountsModule,
  AccountsService,
  SealedCredentials,
  type OpenedAccount,
} from '../../src/accounts/index.js';
import { DISTRICT_ENTITIES, DistrictsModule, DistrictsService } from '../../src/districts/index.js';
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

const HEADER =
  'district,platform,handle,remoteId,verified,audience,appKey,appSecret,accessToken,accessSecret,botToken,pageAccessToken';
const X_KEYS = 'key-canary,secret-canary,token-canary,token-secret-canary';
const ROWS = {
  x: `LKO,x,@lucknow,700,yes,1200,${X_KEYS},,`,
  telegram: 'LKO,telegram,@lucknow_tg,-1001234567890,no,300,,,,,4242424242:canary-bot-token,',
  facebook: 'AGRA,facebook,Agra,10000000001,no,,,,,,,page-canary',
  booth: `B-1,x,@booth,701,no,,${X_KEYS},,`,
};
const FILE = [HEADER, ...Object.values(ROWS)].join('\n');

const KEY = { old: keyOf('old', 1), next: keyOf('next', 2) };

let database: FreshDatabase;
let app: INestApplicationContext;
let sandbox: Sandbox;
let control: SandboxControl;
let folder: string;
let accounts: AccountsService;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'munadi-accounts-'));
  database = await freshDatabase();
  sandbox = await startSandbox({ port: 0, ledgerFile: join(folder, 'ledger.jsonl') });
  control = new SandboxControl(sandbox.url);
  app = await open(KEY.old);
  accounts = app.get(AccountsService);
  await app.get(DistrictsService).importFile({ format: 'csv', content: TREE }, null);
});

afterAll(async () => {
  await app.close();
  await sandbox.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

afterEach(() => rowsOf(database.dataSource, 'DELETE FROM accounts'));

describe('an import of accounts', () => {
  it('adds, then changes, then finds nothing to do', async () => {
    expect(await accounts.importFile(FILE, null)).toEqual({ added: 4, changed: 0, unchanged: 0 });
    expect(await accounts.importFile(FILE, null)).toEqual({ added: 0, changed: 0, unchanged: 4 });
    const changed = FILE.replace('@lucknow,', '@lucknow_up,').replace('page-canary', 'page-2');
    expect(await accounts.importFile(changed, null)).toEqual({
      added: 0,
      changed: 2,
      unchanged: 2,
    });
    expect(await accounts.importFile(changed, null)).toMatchObject({ unchanged: 4 });
  });

  it('imports nothing when one row is wrong, and says which', async () => {
    const problems = await problemsOf(`${FILE}\nXX,x,@nowhere,9,no,,${X_KEYS},,`);
    expect(problems).toEqual([
      { code: 'district_unknown', field: 'row 6, district', params: { code: 'XX' } },
    ]);
    expect(await accounts.list('/')).toEqual([]);
  });

  it('refuses an account that another district holds, and leaves it there', async () => {
    await accounts.importFile(FILE, null);
    const problems = await problemsOf(`${HEADER}\n${ROWS.x.replace('LKO', 'AGRA')}`);
    expect(problems.map(({ code }) => code)).toEqual(['account_taken']);
    const lucknow = (await accounts.list('/')).find(({ remoteId }) => remoteId === '700');
    expect(lucknow).toMatchObject({ districtNameEn: 'Lucknow' });
  });

  it('keeps the stored credentials when their cells are empty, and says nothing of them anywhere', async () => {
    await accounts.importFile(FILE, null);
    const before = await openAll();
    const bare = 'district,platform,handle,remoteId\nLKO,x,@renamed,700';
    expect(await accounts.importFile(bare, null)).toMatchObject({ changed: 1 });
    expect((await openAll()).map(credentialsOf)).toEqual(before.map(credentialsOf));

    const everything = await rowsOf<{ text: string }>(
      database.dataSource,
      `SELECT row_to_json(a)::text AS text FROM accounts a
       UNION ALL SELECT row_to_json(c)::text FROM account_credentials c
       UNION ALL SELECT row_to_json(e)::text FROM audit_events e`,
    );
    const shown = JSON.stringify([everything, await accounts.list('/')]);
    expect(shown).toContain('@renamed');
    expect(shown).not.toContain('canary');
    expect(shown).not.toContain(Buffer.from('canary').toString('hex'));
  });

  it('asks for a new check of an account that was broken and got new credentials', async () => {
    await accounts.importFile(FILE, null);
    const id = await idOf('700');
    await accounts.markBroken(id, 'X says that the token was revoked');
    expect(await viewOf('700')).toMatchObject({ health: 'broken' });
    await accounts.importFile(FILE.replaceAll('key-canary', 'key-2'), null);
    expect(await viewOf('700')).toMatchObject({ health: 'unchecked', healthDetail: null });
  });

  it('lets two imports of the same file at once add every account once', async () => {
    const results = await Promise.all([
      accounts.importFile(FILE, null),
      accounts.importFile(FILE, null),
    ]);
    expect(results.map(({ added }) => added).sort()).toEqual([0, 4]);
    expect(await accounts.list('/')).toHaveLength(4);
  });
});

describe('the accounts of a place', () => {
  beforeEach(() => accounts.importFile(FILE, null));

  it('are those of its subtree', async () => {
    const awadh = await placeOf('AWADH');
    const all = await accounts.list(awadh.path);
    expect(all.map(({ remoteId }) => remoteId)).toEqual(['701', '-1001234567890', '700']);
    const onX = await accounts.list(awadh.path, { platform: 'x' });
    expect(onX.map(({ remoteId }) => remoteId)).toEqual(['701', '700']);
    const { id } = await placeOf('AGRA');
    expect(await accounts.list(awadh.path, { districtId: id })).toEqual([]);
  });

  it('are chosen for a post by district, without the exceptions and what is below those', async () => {
    const [up, lko, booth] = [await placeOf('UP'), await placeOf('LKO'), await placeOf('B-1')];
    const chosen = async (districtIds: number[], exceptIds: number[], scopePath = '/') => {
      const platforms = ['x', 'facebook'] as const;
      const targets = await accounts.targetsIn({ districtIds, exceptIds, platforms, scopePath });
      const views = new Map((await accounts.list('/')).map((view) => [view.id, view.remoteId]));
      return targets.map(({ accountId }) => views.get(accountId)).sort();
    };
    expect(await chosen([up.id], [])).toEqual(['10000000001', '700', '701']);
    expect(await chosen([up.id, lko.id, booth.id], [])).toEqual(['10000000001', '700', '701']);
    expect(await chosen([up.id], [booth.id])).toEqual(['10000000001', '700']);
    expect(await chosen([up.id], [lko.id])).toEqual(['10000000001']);
    expect(await chosen([up.id], [], lko.path)).toEqual(['700', '701']);
    expect(await chosen([lko.id], [up.id])).toEqual([]);
    expect(await chosen([], [])).toEqual([]);
  });
});

describe('sealed credentials', () => {
  beforeEach(() => accounts.importFile(FILE, null));

  it('open to what the platform needs, many at once', async () => {
    const opened = await openAll();
    expect(opened).toHaveLength(4);
    expect(opened.find(({ remoteId }) => remoteId === '-1001234567890')).toMatchObject({
      kind: 'open',
      platform: 'telegram',
      handle: '@lucknow_tg',
      credentials: { botToken: '4242424242:canary-bot-token' },
    });
  });

  it('that do not open are told with what to do, and do not keep the others shut', async () => {
    const [x, booth] = [await idOf('700'), await idOf('701')];
    await rowsOf(
      database.dataSource,
      `UPDATE account_credentials c SET wrapped_key = other.wrapped_key, body = other.body
         FROM account_credentials other WHERE c.account_id = $1 AND other.account_id = $2`,
      [x, booth],
    );
    await rowsOf(database.dataSource, 'DELETE FROM account_credentials WHERE account_id = $1', [
      await idOf('10000000001'),
    ]);
    const opened = await openAll();
    expect(opened.map(({ kind }) => kind).sort()).toEqual(['broken', 'broken', 'open', 'open']);
    const swapped = opened.find(({ accountId }) => accountId === x);
    expect(swapped).toMatchObject({ kind: 'broken' });
    expect(swapped?.kind === 'broken' && swapped.detail).toContain('import the account again');
  });

  it('are rewrapped under a new key, and then open without the old one', async () => {
    const both = await open(`${KEY.next},${KEY.old}`);
    expect(await both.get(SealedCredentials).rotateKeys()).toEqual({ rewrapped: 4, unopened: 0 });
    expect(await both.get(SealedCredentials).rotateKeys()).toEqual({ rewrapped: 0, unopened: 0 });
    await both.close();
    const onlyNext = await open(KEY.next);
    const opened = await openAll(onlyNext);
    await onlyNext.close();
    expect(opened.map(({ kind }) => kind)).toEqual(['open', 'open', 'open', 'open']);
    expect((await openAll()).every(({ kind }) => kind === 'broken')).toBe(true);
  });

  it('of a key that is gone are counted at a rotation and left as they are', async () => {
    const onlyNext = await open(KEY.next);
    expect(await onlyNext.get(SealedCredentials).rotateKeys()).toEqual({
      rewrapped: 0,
      unopened: 4,
    });
    await onlyNext.close();
    expect((await openAll()).every(({ kind }) => kind === 'open')).toBe(true);
  });

  it('are rewrapped batch by batch, also when there are more than one batch holds', async () => {
    const rows = Array.from(
      { length: 1_100 },
      (_, index) => `B-1,x,@b${index},${5000 + index},,,${X_KEYS},,`,
    );
    await accounts.importFile([HEADER, ...rows].join('\n'), null);
    const both = await open(`${KEY.next},${KEY.old}`);
    expect(await both.get(SealedCredentials).rotateKeys()).toEqual({
      rewrapped: 1_104,
      unopened: 0,
    });
    await both.close();
  });
});

describe('a check of an account', () => {
  const caller = (placePath: string): Caller => ({
    personId: 0,
    name: 'Owner',
    role: 'owner',
    placeId: 0,
    placePath,
    can: () => true,
  });
  let owner: Caller;

  beforeAll(async () => {
    const { id, path } = await placeOf('UP');
    const [person] = await rowsOf<{ id: number }>(
      database.dataSource,
      `INSERT INTO people (login, name, role, place_id, password_hash)
       VALUES ('owner', 'Owner', 'owner', $1, '-') RETURNING id`,
      [id],
    );
    owner = { ...caller(path), personId: person?.id ?? 0 };
  });

  beforeEach(async () => {
    await accounts.importFile(FILE, null);
    await control.clearFaults();
    await tellSandbox([
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
    ]);
  });

  it('stores what the platform says of it', async () => {
    const checked = await app.get(AccountCheck).check(await idOf('700'), owner);
    expect(checked).toMatchObject({
      health: 'healthy',
      healthDetail: null,
      handle: '@lucknow_up',
      isVerified: false,
      audience: 5_000,
    });
    expect(checked.checkedAt).not.toBeNull();
    expect(await viewOf('700')).toEqual(checked);
  });

  it('finds it broken when its credentials are those of another account, and says what to do', async () => {
    const { health, healthDetail } = await app.get(AccountCheck).check(await idOf('701'), owner);
    expect(health).toBe('broken');
    expect(healthDetail).toContain('belong to lucknow_up (700), not to 701');
  });

  it('finds it broken when the platform does not know the credentials', async () => {
    const { health, healthDetail } = await app
      .get(AccountCheck)
      .check(await idOf('10000000001'), owner);
    expect(health).toBe('broken');
    expect(healthDetail).toContain('Import the account again with new credentials.');
    expect(healthDetail).not.toContain('canary');
  });

  it('changes nothing when the platform does not answer', async () => {
    await control.setFaults([{ platform: 'x', operation: 'read', fault: 'reset_before' }]);
    const before = await viewOf('700');
    await expect(app.get(AccountCheck).check(await idOf('700'), owner)).rejects.toMatchObject({
      status: 409,
      problems: [{ code: 'platform_unreachable' }],
    });
    expect(await viewOf('700')).toEqual(before);
  });

  it('does not let on that an account exists outside the own subtree', async () => {
    const { path } = await placeOf('AGRA');
    for (const id of [await idOf('700'), 999_999]) {
      await expect(app.get(AccountCheck).check(id, caller(path))).rejects.toMatchObject({
        status: 404,
        problems: [{ code: 'not_found' }],
      });
    }
  });
});

function keyOf(id: string, byte: number): string {
  return `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
}

/** Districts, accounts and platforms over the same database, with these keys. */
async function open(credentialKeys: string): Promise<INestApplicationContext> {
  const config = readConfig({
    DATABASE_URL: database.url,
    MUNADI_CREDENTIAL_KEYS: credentialKeys,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_X_API_URL: `${sandbox.url}/x`,
    MUNADI_TELEGRAM_API_URL: `${sandbox.url}/telegram`,
    MUNADI_GRAPH_API_URL: `${sandbox.url}/graph`,
    MUNADI_INSTAGRAM_API_URL: `${sandbox.url}/instagram`,
  });
  const entities = [...DISTRICT_ENTITIES, ...ACCOUNT_ENTITIES];
  @Module({
    imports: [KernelModule.forRoot({ config, entities }), DistrictsModule, AccountsModule],
  })
  class AccountsOnly {}
  const context = await NestFactory.createApplicationContext(AccountsOnly, { logger: false });
  context.enableShutdownHooks();
  return context;
}

async function problemsOf(content: string) {
  const thrown: unknown = await accounts.importFile(content, null).catch((error: unknown) => error);
  if (thrown instanceof ProblemError) return thrown.problems;
  throw new Error('The import was not refused');
}

async function openAll(context: INestApplicationContext = app): Promise<OpenedAccount[]> {
  const ids = (await accounts.list('/')).map(({ id }) => id);
  const opened = await context.get(SealedCredentials).openFor([...ids, 999_999]);
  return [...opened.values()].sort((a, b) => a.accountId - b.accountId);
}

function credentialsOf(account: OpenedAccount): unknown {
  return account.kind === 'open' ? account.credentials : account.detail;
}

async function viewOf(remoteId: string) {
  return (await accounts.list('/')).find((account) => account.remoteId === remoteId);
}

async function idOf(remoteId: string): Promise<number> {
  return (await viewOf(remoteId))?.id ?? 0;
}

async function placeOf(code: string) {
  const place = (await app.get(DistrictsService).findByCodes([code])).get(code);
  if (!place) throw new Error(`There is no ${code}`);
  return place;
}

async function tellSandbox(told: readonly object[]): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/accounts`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ accounts: told }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
