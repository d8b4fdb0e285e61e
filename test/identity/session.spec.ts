import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import type { SessionView } from '../../src/contract/session.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { HandClock, PASSWORD, settle, smallApp } from './small-app.js';

let database: FreshDatabase;
let dataSource: DataSource;
let app: NestFastifyApplication;
let clock: HandClock;
let url: string;

beforeAll(async () => {
  database = await freshDatabase();
  ({ dataSource } = database);
  clock = new HandClock();
  app = await smallApp({ databaseUrl: database.url, clock });
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
  await settle(app);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

// Each test starts in a quarter of an hour of its own, so that no failure of another one counts.
beforeEach(() => {
  clock.pass(16);
});

describe('signing in', () => {
  it('answers who is signed in, where, and what the screen may offer them', async () => {
    const answer = await signIn('lead', PASSWORD);
    expect(answer.status).toBe(200);
    const expected: Partial<SessionView> = {
      name: 'Name of lead',
      role: 'district_lead',
      place: { id: await placeId('LKO'), nameEn: 'Lucknow', nameHi: 'लखनऊ' },
    };
    expect(await answer.json()).toMatchObject(expected);
    expect(await (await get('/session', cookieOf(answer))).json()).toMatchObject(expected);
  });

  it('sets a cookie that no script reads and no other site sends, for twelve hours', async () => {
    const [cookie] = (await signIn('lead', PASSWORD)).headers.getSetCookie();
    expect(cookie).toMatch(/^munadi=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('ends after twelve hours', async () => {
    const cookie = cookieOf(await signIn('lead', PASSWORD));
    clock.pass(12 * 60 - 1);
    expect((await get('/session', cookie)).status).toBe(200);
    clock.pass(1);
    expect((await get('/session', cookie)).status).toBe(401);
  });

  it('stores nothing that opens a session', async () => {
    const cookie = cookieOf(await signIn('lead', PASSWORD));
    const token = cookie.split('=')[1] ?? '';
    const stored = await rowsOf<{ token_hash: Buffer }>(
      dataSource,
      'SELECT token_hash FROM sessions',
    );
    for (const { token_hash: hash } of stored) {
      expect(hash.equals(Buffer.from(token, 'base64url'))).toBe(false);
      expect((await get('/session', `munadi=${hash.toString('base64url')}`)).status).toBe(401);
    }
  });

  it('ends the session that the browser had before', async () => {
    const before = cookieOf(await signIn('lead', PASSWORD));
    const after = cookieOf(await signIn('lead', PASSWORD, { cookie: before }));
    expect((await get('/session', before)).status).toBe(401);
    expect((await get('/session', after)).status).toBe(200);
  });

  it('takes the login in capitals and with spaces around it', async () => {
    expect((await signIn(' LEAD ', PASSWORD)).status).toBe(200);
  });

  it('answers an unknown login exactly as it answers a wrong password', async () => {
    const [unknown, wrong] = [await signIn('nobody', 'x'), await signIn('lead', 'x')];
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    const answers = [await unknown.json(), await wrong.json()];
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ problems: [{ code: 'sign_in_refused' }] });
  });

  it('refuses somebody who was put out of service, and the session that they still have', async () => {
    const cookie = cookieOf(await signIn('auditor', PASSWORD));
    await rowsOf(dataSource, `UPDATE people SET is_active = false WHERE login = 'auditor'`);
    const [session, again] = [await get('/session', cookie), await signIn('auditor', PASSWORD)];
    await rowsOf(dataSource, `UPDATE people SET is_active = true WHERE login = 'auditor'`);
    expect([session.status, again.status]).toEqual([401, 401]);
  });

  it('leaves a line of the audit', async () => {
    await signIn('lead', PASSWORD);
    const [line] = await rowsOf(
      dataSource,
      `SELECT action, p.login FROM audit_events JOIN people p ON p.id = person_id
        ORDER BY audit_events.id DESC LIMIT 1`,
    );
    expect(line).toEqual({ action: 'session.opened', login: 'lead' });
  });
});

describe('wrong passwords', () => {
  it('close a login after five, also for the right password, and say for how long', async () => {
    for (let count = 0; count < 5; count += 1) await signIn('volunteer', `wrong ${count}`);
    clock.pass(4);
    const refused = await signIn('volunteer', PASSWORD);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      problems: [{ code: 'too_many_sign_ins', params: { minutes: 11 } }],
    });
    expect((await signIn('lead', PASSWORD)).status).toBe(200);
    clock.pass(11);
    expect((await signIn('volunteer', PASSWORD)).status).toBe(200);
  });

  it('close a login that nobody has in the same way', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) statuses.push((await signIn('ghost', 'x')).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('are counted also when they come all at once', async () => {
    const tries = Array.from({ length: 12 }, (_, index) => signIn('editor', `wrong ${index}`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  it('are forgotten once the right one was given', async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4; count += 1) await signIn('owner', 'wrong');
      expect((await signIn('owner', PASSWORD)).status).toBe(200);
    }
  });
});

describe('signing out', () => {
  it('ends this session and no other of the same person', async () => {
    const here = cookieOf(await signIn('lead', PASSWORD));
    const elsewhere = cookieOf(await signIn('lead', PASSWORD));
    const answer = await fetch(`${url}/session`, { method: 'DELETE', headers: { cookie: here } });
    expect(answer.status).toBe(204);
    expect(cookieOf(answer)).toBe('munadi=');
    expect((await get('/session', here)).status).toBe(401);
    expect((await get('/session', elsewhere)).status).toBe(200);
  });
});

describe('a write that another website makes the browser send', () => {
  it.each([{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }])(
    'is refused, signing in included: %o',
    async (headers) => {
      const answer = await signIn('lead', PASSWORD, headers);
      expect(answer.status).toBe(403);
      expect(((await answer.json()) as ProblemsAnswer).problems[0]?.code).toBe('cross_site');
    },
  );

  it('is taken from the own page', async () => {
    expect((await signIn('lead', PASSWORD, { origin: url })).status).toBe(200);
  });
});

it('names its cookie for this host alone when people come over https', async () => {
  const publicUrl = 'https://munadi.example';
  const secure = await smallApp({ databaseUrl: database.url, clock, publicUrl });
  await secure.init();
  const payload = { login: 'lead', password: PASSWORD };
  const answer = await secure.inject({ method: 'POST', url: '/session', payload });
  await secure.close();
  expect(answer.headers['set-cookie']).toEqual([
    expect.stringMatching(
      /^__Host-munadi=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
    expect.stringMatching(
      /^__Host-munadi-device=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ),
  ]);
});

async function signIn(
  login: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ login, password }),
  });
}

async function get(path: string, cookie: string): Promise<Response> {
  return fetch(`${url}${path}`, { headers: { cookie } });
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function placeId(code: string): Promise<number> {
  const [place] = await rowsOf<{ id: number }>(
    dataSource,
    'SELECT id FROM districts WHERE code = $1',
    [code],
  );
  return place?.id ?? 0;
}
