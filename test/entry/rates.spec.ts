import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RateLimits } from '../../src/kernel/rates/rate-limits.service.js';
import { RATES } from '../../src/kernel/rates/rates.js';
import { HandClock } from '../identity/small-app.js';
import { EntryApp } from './entry-app.js';

const clock = new HandClock();
let entry: EntryApp;
beforeAll(async () => {
  // The limits are a tenth, so that few requests reach them.
  const settings = { MUNADI_RATE_FACTOR: '0.1', MUNADI_TRUSTED_PROXIES: '10.0.0.7' };
  entry = await EntryApp.open(settings, { processes: 2, clock });
});
afterAll(() => entry.close());
// Long enough for every bucket to be full again.
beforeEach(() => {
  clock.pass(60);
});

const tenth = (kind: keyof typeof RATES): number => RATES[kind].burst / 10;

describe('somebody who asks too often', () => {
  it('is told so in words, and when to come again, and is let in then', async () => {
    const statuses = await many(tenth('sign_in'), () => wrongPassword('1.1.1.1'));
    expect(new Set(statuses)).not.toContain(429);
    const refused = await signIn('1.1.1.1');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('5');
    expect(refused.json()).toEqual({
      problems: [
        {
          code: 'too_many_requests',
          params: { seconds: 5 },
          message: 'Too many requests at once. Wait 5 seconds, then try again.',
        },
      ],
    });
    clock.pass(5 / 60);
    expect((await signIn('1.1.1.1')).statusCode).not.toBe(429);
    expect((await signIn('1.1.1.1')).statusCode).toBe(429);
  });

  it('is refused by every process, whichever they asked before', async () => {
    await many(tenth('sign_in'), () => wrongPassword('2.2.2.2'));
    expect((await signIn('2.2.2.2', { process: 1 })).statusCode).toBe(429);
  });

  it('keeps out neither other addresses nor people who are signed in at the same address', async () => {
    const cookie = await entry.cookieOf('volunteer');
    await many(40, () => get('/api/session', { remoteAddress: '3.3.3.3' }));
    expect((await get('/api/session', { remoteAddress: '3.3.3.3' })).statusCode).toBe(429);
    expect((await get('/api/session', { remoteAddress: '3.3.3.4' })).statusCode).toBe(401);
    expect((await get('/api/session', { remoteAddress: '3.3.3.3', cookie })).statusCode).toBe(200);
  });

  it('gains nothing from made-up sessions, nor from the many addresses of one IPv6 network', async () => {
    for (let count = 0; count < 40; count += 1) {
      const remoteAddress = `2001:db8:1:2::${count.toString(16)}`;
      await get('/api/session', { remoteAddress, cookie: `munadi=${count}` });
    }
    const again = await get('/api/session', { remoteAddress: '2001:db8:1:2:ffff::1' });
    expect(again.statusCode).toBe(429);
    const elsewhere = await get('/api/session', { remoteAddress: '2001:db8:1:3::1' });
    expect(elsewhere.statusCode).toBe(401);
  });

  it('is counted by person and by kind of request: a whole table costs more than a page', async () => {
    const cookie = await entry.cookieOf('auditor');
    const table = () => get('/api/accounts/registry.csv', { cookie });
    expect(await many(2, async () => (await table()).statusCode)).toEqual([200, 429]);
    expect((await get('/api/accounts', { cookie })).statusCode).toBe(200);
    const other = await entry.cookieOf('owner');
    const theirs = await get('/api/accounts/registry.csv', { cookie: other });
    expect(theirs.statusCode).toBe(200);
  });

  it('is told after how long a login that was closed opens again', async () => {
    const wrong = { login: 'owner', password: 'wrong' };
    const payload = wrong;
    const ask = () => entry.app.inject({ method: 'POST', url: '/api/session', payload });
    const statuses = await many(6, async () => (await ask()).statusCode);
    expect(statuses.at(-1)).toBe(429);
    expect((await ask()).headers['retry-after']).toBe(String(15 * 60));
  });
});

describe('where a request is said to come from', () => {
  it('counts only when a trusted proxy says it', async () => {
    const forge = (remoteAddress: string) => (count: number) =>
      get('/api/session', { remoteAddress, forwardedFor: `9.9.${remoteAddress[0]}.${count}` });
    const forged = await many(45, async (count) => (await forge('4.4.4.4')(count)).statusCode);
    expect(forged.at(-1)).toBe(429);
    const proxied = await many(45, async (count) => (await forge('10.0.0.7')(count)).statusCode);
    expect(proxied.at(-1)).toBe(401);
  });

  it('is what the trusted proxy adds last, whatever stood there before', async () => {
    const ask = (count: number) =>
      get('/api/session', { remoteAddress: '10.0.0.7', forwardedFor: `8.8.8.${count}, 5.5.5.5` });
    const statuses = await many(45, async (count) => (await ask(count)).statusCode);
    expect(statuses.at(-1)).toBe(429);
  });
});

it('the table of buckets holds neither an address nor a person, and is emptied', async () => {
  await get('/api/session', { remoteAddress: '6.6.6.6' });
  const dataSource = entry.app.get(DataSource);
  const before: unknown[] = await dataSource.query('SELECT * FROM rate_buckets');
  expect(before.length).toBeGreaterThan(0);
  expect(JSON.stringify(before)).not.toContain('6.6.6.6');
  clock.pass(60);
  await entry.app.get(RateLimits, { strict: false }).forgetFull();
  expect(await dataSource.query('SELECT * FROM rate_buckets')).toEqual([]);
});

async function many<T>(times: number, ask: (count: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let count = 0; count < times; count += 1) answers.push(await ask(count));
  return answers;
}

let logins = 0;

/** Each with a login of its own, so that no login's limit is what refuses. */
async function signIn(remoteAddress: string, { process = 0 } = {}) {
  const payload = { login: `nobody-${(logins += 1)}`, password: 'wrong' };
  const headers = { 'accept-language': 'en' };
  const app = entry.processes[process] ?? entry.app;
  return app.inject({ method: 'POST', url: '/api/session', payload, headers, remoteAddress });
}

async function wrongPassword(remoteAddress: string): Promise<number> {
  return (await signIn(remoteAddress)).statusCode;
}

interface Asked {
  remoteAddress?: string;
  cookie?: string;
  forwardedFor?: string;
}

async function get(url: string, { remoteAddress, cookie, forwardedFor }: Asked) {
  const headers = {
    ...(cookie === undefined ? {} : { cookie }),
    ...(forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }),
  };
  const from = remoteAddress === undefined ? {} : { remoteAddress };
  return entry.app.inject({ method: 'GET', url, headers, ...from });
}
