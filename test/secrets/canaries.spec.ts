import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoAccounts } from '../../src/demo/demo-accounts.js';
import { EventLog, hideSecrets } from '../../src/kernel/log.js';
import { RedactingLogger } from '../../src/kernel/redacting-logger.js';
import type { Person } from '../support/person.js';
import { PASSWORD, World } from '../support/world.js';

/** A value in every setting that is a secret. */
const SETTINGS: Record<string, string> = {
  MUNADI_X_CLIENT_SECRET: 'canary-x-client-secret-7Q',
  MUNADI_META_APP_SECRET: 'canary-meta-app-secret-7Q',
  MUNADI_KEY_WRAP_TOKEN: 'canary-key-wrap-token-7Q',
  MUNADI_AUDIT_HEAD_KEY: Buffer.from('canary-audit-head-key-of-32bytes').toString('base64'),
  MUNADI_SESSION_KEY: Buffer.from('canary-session-key-of-32-bytes-7').toString('base64'),
  MUNADI_CREDENTIAL_KEYS: `k1:${Buffer.from('canary-credential-key-of-32bytes').toString('base64')}`,
};
/** Columns of an import that stand for all to read. */
const NO_SECRETS = new Set(['district', 'platform', 'handle', 'remoteId', 'verified', 'audience']);
const LUCKNOW = { code: 'lucknow', nameEn: 'Lucknow', nameHi: 'लखनऊ' };

let world: World;
let owner: Person;
let cookie = '';
let log = '';
const headFile = join(tmpdir(), `munadi-head-${process.pid}.jsonl`);
const write = {
  out: process.stdout.write.bind(process.stdout),
  error: process.stderr.write.bind(process.stderr),
};

beforeAll(async () => {
  const keep = (chunk: unknown): boolean => {
    log += String(chunk);
    return true;
  };
  process.stdout.write = keep;
  process.stderr.write = keep;
  world = await World.open({
    districts: ['lucknow'],
    settings: {
      ...SETTINGS,
      MUNADI_X_CLIENT_ID: 'a-client',
      MUNADI_KEY_WRAP_URL: 'http://127.0.0.1:1',
      MUNADI_AUDIT_HEAD_FILE: headFile,
      MUNADI_LOG_LEVEL: 'info',
    },
  });
  owner = await world.signIn('owner');
  const answer = await fetch(`${world.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'meera', password: PASSWORD }),
  });
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0]?.split('=')[1] ?? '';
  expect(cookie.length).toBeGreaterThan(40);
});

afterAll(async () => {
  await world.close();
  await rm(headFile, { force: true });
  process.stdout.write = write.out;
  process.stderr.write = write.error;
});

/** Every secret there is, and the spellings in which it could get out. */
function canaries(): Map<string, string[]> {
  const secrets = new Map<string, string>([
    ['password', PASSWORD],
    ['session token', cookie],
    ['the password of the database', new URL(world.environment['DATABASE_URL'] ?? '').password],
  ]);
  for (const [name, value] of Object.entries(SETTINGS)) secrets.set(name, value.replace('k1:', ''));
  for (const { row } of demoAccounts([LUCKNOW])) {
    for (const [column, value] of Object.entries(row)) {
      if (!NO_SECRETS.has(column)) secrets.set(`${row['platform'] ?? ''} ${column}`, value);
    }
  }
  return new Map(
    [...secrets]
      .filter(([, value]) => value.length >= 8)
      .map(([name, value]) => [name, spellings(value)]),
  );
}

function spellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    Buffer.from(secret, 'base64').toString('hex'),
  ].filter((spelling) => spelling.length >= 8);
}

function found(where: string, text: string): string[] {
  return [...canaries()]
    .filter(([, forms]) => forms.some((form) => text.includes(form)))
    .map(([name]) => `${name} in ${where}`);
}

const BODIES = ['{}', '{"content":"a,b\\n1,2"}', '['];

/** Headers and body together. */
async function answerTo(method: string, path: string, body: string | undefined): Promise<string> {
  const answer = await owner.fetch(path.replace(/\{\w+\}/g, '1'), {
    method: method.toUpperCase(),
    redirect: 'manual',
    ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
  });
  return JSON.stringify([...answer.headers]) + (await answer.text());
}

interface Described {
  paths: Record<string, Record<string, unknown>>;
}

describe('a secret', () => {
  it('is planted in every place that this test knows', () => {
    expect(canaries().size).toBeGreaterThanOrEqual(13);
  });

  it('shows in no answer, whatever is asked, and not in the description of the API', async () => {
    const document = await (await owner.fetch('/api/openapi.json')).text();
    const { paths } = JSON.parse(document) as Described;
    const leaks = found('openapi.json', document);
    const asked = Object.entries(paths)
      .filter(([path]) => !path.includes('progress'))
      .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ path, method })))
      .filter(({ path, method }) => !(method === 'delete' && path.endsWith('/session')));
    let answers = 0;
    for (const { path, method } of asked) {
      for (const body of /^(get|head)$/.test(method) ? [undefined] : BODIES) {
        leaks.push(...found(`${method} ${path}`, await answerTo(method, path, body)));
        answers += 1;
      }
    }
    expect(answers).toBeGreaterThan(60);
    expect(leaks).toEqual([]);
    // Among what was asked is the end of the device that asked.
    owner = await world.signIn('owner');
  });

  it('shows in no answer to a wrong sign-in or a wrong import that holds it', async () => {
    const [row] = demoAccounts([LUCKNOW]).map((account) => account.row);
    const { platform: _platform, ...rest } = row ?? {};
    const content = `${Object.keys(rest).join(',')}\n${Object.values(rest).join(',')}`;
    const wrong = await owner.fetch('/api/accounts/import', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ content }),
    });
    expect(wrong.status).toBe(422);
    expect(found('the import', await wrong.text())).toEqual([]);
    const refused = await fetch(`${world.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'nobody', password: PASSWORD }),
    });
    expect(refused.status).toBe(401);
    expect(found('the sign-in', await refused.text())).toEqual([]);
  });

  it('shows in no file that leaves the house', async () => {
    for (const path of [
      '/api/accounts/registry.csv',
      '/api/accounts/template.csv',
      '/api/audit/export',
      '/api/audit/export?format=csv',
    ]) {
      const answer = await owner.fetch(path);
      expect(answer.status, path).toBe(200);
      expect(found(path, await answer.text())).toEqual([]);
    }
  });

  it('shows neither on the board nor in the evidence after sends that went well and ill', async () => {
    await world.sandbox.setFaults([
      { platform: 'telegram', fault: 'accept_then_reset', times: 1 },
      { platform: 'facebook', fault: 'server_error_before', times: 1 },
    ]);
    const { id } = await owner.publish({ districts: ['lucknow'] });
    await owner.untilEvery(id, ({ attempts }) => attempts > 0).catch(() => []);
    for (const path of [`/api/posts/${id}`, `/api/posts/${id}/board`, '/api/decisions']) {
      expect(found(path, await (await owner.fetch(path)).text())).toEqual([]);
    }
    await world.sandbox.clearFaults();
  });

  it('stands in no table: a copy of the database alone gives no token away', async () => {
    const tables = await world.dataSource.query<{ name: string }[]>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const leaks: string[] = [];
    for (const { name } of tables) {
      const rows = await world.dataSource.query<{ row: string }[]>(
        `SELECT row_to_json(t)::text AS row FROM ${name} t`,
      );
      leaks.push(...found(name, rows.map(({ row }) => row).join('\n')));
    }
    expect(leaks).toEqual([]);
  });

  it('is written to no line of the log, also when somebody logs it by mistake', () => {
    expect(log).toMatch(/LOG/);
    expect(found('the log so far', log)).toEqual([]);
    log = '';
    hideSecrets(['canary-of-nobody']);
    const careless = new RedactingLogger('careless', { colors: false });
    const events = new EventLog('careless');
    for (const [name, [secret = '']] of canaries()) {
      // What only people type and browsers keep has no shape; it is never in the hands of what logs.
      if (name === 'password' || name === 'session token' || /^(x|signal) /.test(name)) continue;
      careless.log(`It said ${secret}`);
      careless.error(new Error(`It said ${secret}`));
      events.warn('careless', { said: secret });
      events.error('careless', new Error(secret));
    }
    careless.log(`cookie: munadi=${cookie}; a=b`);
    expect(log).toContain('[secret]');
    expect(found('the log', log)).toEqual([]);
  });
});
