import type { HTTPMethods } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EntryApp } from './entry-app.js';

let entry: EntryApp;
let cookie: string;
beforeAll(async () => {
  const settings = {
    MUNADI_RATE_FACTOR: '1000',
    MUNADI_PUBLIC_URL: 'https://munadi.example',
  };
  entry = await EntryApp.open(settings);
  cookie = await entry.cookieOf('owner');
});
afterAll(() => entry.close());

const READING = ['GET', 'HEAD', 'OPTIONS'];

interface Route {
  method: HTTPMethods;
  url: string;
}

/** Every route, asked with an id that nothing has. */
function routes(): Route[] {
  const all = entry.routes.map((route) => {
    const [method = '', path = ''] = route.split(' ');
    const url = path.replace(':sha256.:extension', 'x.jpg').replace(/:\w+/g, '999');
    return { method, url };
  });
  expect(all.length).toBeGreaterThan(40);
  return all;
}

/** Which Instagram fetches for a rehearsal. */
const OPEN_PICTURE = '/api/accounts/rehearsal.jpg';

/** What is answered outside of controllers: pages, files, and addresses that nothing is at. */
const ELSEWHERE: Route[] = [
  '/',
  '/posts/1',
  '/index.html',
  '/mark.svg',
  '/api/openapi.json',
  '/api/nowhere',
  '/api/%zz',
  `/api/posts/${'9'.repeat(200)}`,
].map((url) => ({ method: 'GET' as const, url }));

describe('every answer, whoever asks and whatever became of it,', () => {
  it.each(['nobody', 'owner'])('is fenced in for %s', async (who) => {
    const headers = who === 'owner' ? { cookie } : {};
    for (const route of [...routes(), ...ELSEWHERE]) {
      const answer = await entry.app.inject({ ...route, headers });
      const name = `${route.method} ${route.url} ${answer.statusCode}`;
      const told = answer.headers;
      expect(told['content-security-policy'], name).toMatch(/^default-src 'none'/);
      expect(told['content-security-policy'], name).not.toMatch(/unsafe|\*/);
      expect(told['x-content-type-options'], name).toBe('nosniff');
      expect(told['x-frame-options'], name).toBe('DENY');
      expect(told['referrer-policy'], name).toBe('no-referrer');
      expect(told['cross-origin-opener-policy'], name).toBe('same-origin');
      expect(told['cross-origin-resource-policy'], name).toBe('same-origin');
      expect(told['strict-transport-security'], name).toBe('max-age=31536000; includeSubDomains');
      expect(told['permissions-policy'], name).toContain('camera=(self), ');
      expect(told['permissions-policy'], name).toContain('geolocation=()');
      expect(told, name).not.toHaveProperty('x-powered-by');
      const kept = route.url === OPEN_PICTURE ? 'public, max-age=86400' : 'no-store';
      if (route.url.startsWith('/api/')) expect(told['cache-control'], name).toBe(kept);
    }
  });

  it('is never wanted over https for a year where people come over http', async () => {
    const plain = await EntryApp.open();
    const answer = await plain.app.inject({ method: 'GET', url: '/api/health' });
    await plain.close();
    expect(answer.headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('a write', () => {
  const writes = () => routes().filter(({ method }) => !READING.includes(method));

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('that another website makes a browser send is refused on every route: %o', async (from) => {
    for (const route of writes()) {
      const headers = { cookie, 'tus-resumable': '1.0.0', ...from };
      const answer = await entry.app.inject({ ...route, headers });
      const name = `${route.method} ${route.url}`;
      expect([name, answer.statusCode]).toEqual([name, 403]);
      expect(answer.body).toContain('"cross_site"');
    }
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    '__proto__',
  ])('whose body is %s, as a form could send it, is refused on every route', async (type) => {
    for (const route of writes()) {
      const headers = { cookie, 'content-type': type };
      const answer = await entry.app.inject({ ...route, headers, payload: 'a=1' });
      const name = `${route.method} ${route.url}`;
      expect([name, answer.statusCode]).toEqual([name, 415]);
    }
  });
});

describe("the app's own page", () => {
  it('lets no style count that the answer itself did not bring, and is another one each time', async () => {
    const nonces = new Set<string>();
    for (const url of ['/', '/posts/1', '/index.html']) {
      const { headers, body } = await entry.app.inject({ method: 'GET', url });
      const policy = String(headers['content-security-policy']);
      const nonce = /style-src 'self' 'nonce-([\w+/]{24})'/.exec(policy)?.[1] ?? '';
      expect(body).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
      expect(body).not.toContain('MUNADI_NONCE');
      expect(policy).toContain("script-src 'self';");
      expect(headers['cache-control']).toBe('no-store');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });
});
