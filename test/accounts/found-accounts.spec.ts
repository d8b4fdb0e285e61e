import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AccountCheck } from '../../src/accounts/account-check.service.js';
import { AccountFinder } from '../../src/accounts/account-finder.service.js';
import { FoundAccountsService } from '../../src/accounts/found-accounts.service.js';
import { ACCOUNT_ENTITIES, AccountsModule, AccountsService } from '../../src/accounts/index.js';
import { DISTRICT_ENTITIES, DistrictsModule, DistrictsService } from '../../src/districts/index.js';
import { systemClock, type Clock } from '../../src/kernel/clock.js';
import { readConfig } from '../../src/kernel/config.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import type { Caller } from '../../src/kernel/http/caller.js';
import { KernelModule } from '../../src/kernel/kernel.module.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';
import { HandClock } from '../identity/small-app.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { SandboxControl } from '../support/sandbox-control.js';

const TREE = `code,parentCode,kind,nameEn,nameHi
UP,,state,Uttar Pradesh,उत्तर प्रदेश
LKO,UP,district,Lucknow,लखनऊ
KNP,UP,district,Kanpur,कानपुर`;
const BOT_TOKEN = '700700:canary-bot-token';
const IMPORT = `district,platform,handle,remoteId,botToken
LKO,telegram,@lucknow,-1001,${BOT_TOKEN}`;

const LUCKNOW = {
  platform: 'telegram',
  chatId: '-1001',
  username: 'lucknow',
  title: 'लखनऊ',
  botToken: BOT_TOKEN,
};
const KANPUR = {
  ...LUCKNOW,
  chatId: '-1002',
  username: 'kanpur',
  title: 'कानपुर',
  membershipUpdateId: 11,
};
const { signal } = new AbortController();

let database: FreshDatabase;
let sandbox: Sandbox;
let control: SandboxControl;
let app: INestApplicationContext;
let folder: string;
let owner: Caller;
let kanpurId: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'munadi-found-'));
  database = await freshDatabase();
  sandbox = await startSandbox({ port: 0, ledgerFile: join(folder, 'ledger.jsonl') });
  control = new SandboxControl(sandbox.url);
  app = await open();
  await app.get(DistrictsService).importFile({ format: 'csv', content: TREE }, null);
  const places = await app.get(DistrictsService).findByCodes(['UP', 'KNP']);
  const top = places.get('UP');
  kanpurId = places.get('KNP')?.id ?? 0;
  const [person] = await rowsOf<{ id: number }>(
    database.dataSource,
    `INSERT INTO people (login, name, role, place_id, password_hash)
     VALUES ('owner', 'Owner', 'owner', $1, 'none') RETURNING id`,
    [top?.id],
  );
  owner = {
    personId: person?.id ?? 0,
    name: 'Owner',
    role: 'owner',
    placeId: top?.id ?? 0,
    placePath: top?.path ?? '',
    can: () => true,
  };
});
beforeEach(async () => {
  await rowsOf(database.dataSource, 'DELETE FROM accounts');
  await rowsOf(database.dataSource, 'DELETE FROM found_accounts');
  await fetch(`${sandbox.url}/_sandbox/world`, { method: 'DELETE' });
  await control.setFaults([]);
  await app.get(AccountsService).importFile(IMPORT, null);
});
afterAll(async () => {
  await app.close();
  await sandbox.stop();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** What the process that leads does again and again; its own readers are looked for at the first time. */
async function look(): Promise<void> {
  const context = await open();
  await context.get(AccountFinder).runOnce(signal);
  await context.close();
}

const waiting = () => app.get(FoundAccountsService).waiting();
const lucknow = async () => {
  const all = await app.get(AccountsService).list('/');
  return all.find(({ remoteId }) => remoteId === '-1001');
};

describe('a channel that made the bot an administrator', () => {
  it('waits for a person with its name and the rights that it gave', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    expect(await waiting()).toMatchObject([
      {
        platform: 'telegram',
        remoteId: '-1002',
        handle: '@kanpur',
        title: 'कानपुर',
        type: 'channel',
        mayPublish: true,
        rights: expect.arrayContaining(['can_post_messages']) as string[],
        reader: '700700',
      },
    ]);
  });

  it('becomes the account of the district that a person names, and can publish', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    const [found] = await waiting();
    const matched = await app.get(FoundAccountsService).match(found?.id ?? 0, kanpurId, owner);
    expect(matched).toMatchObject({ districtId: kanpurId, handle: '@kanpur', remoteId: '-1002' });
    expect(await app.get(AccountCheck).check(matched.id, owner)).toMatchObject({
      health: 'healthy',
    });
    expect(await waiting()).toEqual([]);
  });

  it('is shown as one that may not post where it gave no right to', async () => {
    await control.putAccounts([LUCKNOW, { ...KANPUR, botMayPost: false }]);
    await look();
    expect(await waiting()).toMatchObject([{ mayPublish: false }]);
  });

  it('is told of once, also when it has been ignored', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    const [found] = await waiting();
    await app.get(FoundAccountsService).ignore(found?.id ?? 0, owner);
    await control.putAccounts([{ ...KANPUR, membershipUpdateId: 12 }]);
    await look();
    expect(await waiting()).toEqual([]);
  });

  it('stays ignored when its bot is removed and added again, or another bot of ours is', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    const [found] = await waiting();
    await app.get(FoundAccountsService).ignore(found?.id ?? 0, owner);
    await control.putAccounts([{ ...KANPUR, botStatus: 'kicked', membershipUpdateId: 12 }]);
    await look();
    await control.putAccounts([{ ...KANPUR, membershipUpdateId: 13 }]);
    await look();
    expect(await waiting()).toEqual([]);
    const otherBot = '800800:canary-of-another-bot';
    const agra = IMPORT.replace('-1001', '-1003').replace(BOT_TOKEN, otherBot);
    await app.get(AccountsService).importFile(agra, null);
    await control.putAccounts([{ ...KANPUR, botToken: otherBot, membershipUpdateId: 14 }]);
    await look();
    expect(await waiting()).toEqual([]);
  });

  it('comes back without rights when its bot was removed while it was ignored', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    const [found] = await waiting();
    await app.get(FoundAccountsService).ignore(found?.id ?? 0, owner);
    await control.putAccounts([{ ...KANPUR, botStatus: 'kicked', membershipUpdateId: 12 }]);
    await look();
    await app.get(FoundAccountsService).unignore(found?.id ?? 0, owner);
    expect(await waiting()).toMatchObject([{ remoteId: '-1002', mayPublish: false, rights: [] }]);
  });

  it('is not asked about twice: the news goes on where it was read last', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    await rowsOf(database.dataSource, 'DELETE FROM found_accounts');
    await look();
    expect(await waiting()).toEqual([]);
  });

  it('is gone from the list when the bot was removed again', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    await control.putAccounts([{ ...KANPUR, botStatus: 'kicked', membershipUpdateId: 12 }]);
    await look();
    expect(await waiting()).toEqual([]);
  });

  it('stays with the district that holds it', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    const [found] = await waiting();
    const taken = IMPORT.replace('-1001', '-1002');
    await app.get(AccountsService).importFile(taken, null);
    expect(await waiting()).toEqual([]);
    const match = app.get(FoundAccountsService).match(found?.id ?? 0, kanpurId, owner);
    await expect(match).rejects.toMatchObject({ problems: [{ code: 'account_taken' }] });
  });

  it('needs a district that exists', async () => {
    await control.putAccounts([LUCKNOW, KANPUR]);
    await look();
    const [found] = await waiting();
    const match = app.get(FoundAccountsService).match(found?.id ?? 0, 999_999, owner);
    await expect(match).rejects.toMatchObject({ problems: [{ code: 'not_found' }] });
  });
});

describe('an account whose channel removes the bot', () => {
  it.each([
    ['removed', { botStatus: 'kicked' }, 'removed from लखनऊ'],
    ['left without the right to post', { botMayPost: false }, 'may no longer post in लखनऊ'],
  ])('is broken, and says so: %s', async (_how, changed, words) => {
    await control.putAccounts([{ ...LUCKNOW, ...changed, membershipUpdateId: 21 }]);
    await look();
    expect(await lucknow()).toMatchObject({
      health: 'broken',
      healthDetail: expect.stringContaining(words) as string,
    });
  });

  it('is left alone when it was another bot', async () => {
    const otherBot = { botToken: '800800:canary-of-another-bot' };
    await app
      .get(AccountsService)
      .importFile(
        IMPORT.replace('LKO', 'KNP')
          .replace('-1001', '-1003')
          .replace(BOT_TOKEN, otherBot.botToken),
        null,
      );
    const kicked = { ...LUCKNOW, ...otherBot, botStatus: 'kicked', membershipUpdateId: 21 };
    await control.putAccounts([kicked]);
    await look();
    expect(await lucknow()).toMatchObject({ health: 'unchecked' });
  });
});

describe('a look for news where nobody has imported an account yet', () => {
  it('is made again after a minute', async () => {
    await rowsOf(database.dataSource, 'DELETE FROM accounts');
    await control.putAccounts([LUCKNOW, KANPUR]);
    const clock = new HandClock();
    const context = await open(clock);
    const finder = context.get(AccountFinder);
    await finder.runOnce(signal);
    await app.get(AccountsService).importFile(IMPORT, null);
    await finder.runOnce(signal);
    expect(await waiting()).toEqual([]);
    clock.pass(1);
    await finder.runOnce(signal);
    expect(await waiting()).toHaveLength(1);
    await context.close();
  });
});

describe('a look for news that fails', () => {
  it.each(['server_error_before', 'html_body', 'reset_before', 'rate_limited'])(
    'loses nothing: %s',
    async (fault) => {
      await control.putAccounts([LUCKNOW, KANPUR]);
      await control.setFaults([{ fault, operation: 'read', times: 1 }]);
      await look();
      expect(await waiting()).toEqual([]);
      await look();
      expect(await waiting()).toHaveLength(1);
    },
  );
});

async function open(clock: Clock = systemClock): Promise<INestApplicationContext> {
  const config = readConfig({
    DATABASE_URL: database.url,
    // The test itself says when is looked.
    MUNADI_ROLE: 'web',
    MUNADI_CREDENTIAL_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
    MUNADI_TELEGRAM_API_URL: `${sandbox.url}/telegram`,
  });
  const entities = [...DISTRICT_ENTITIES, ...ACCOUNT_ENTITIES];
  @Module({
    imports: [KernelModule.forRoot({ config, entities, clock }), DistrictsModule, AccountsModule],
  })
  class AccountsOnly {}
  return NestFactory.createApplicationContext(AccountsOnly, { logger: false });
}
