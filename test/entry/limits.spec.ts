import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemsAnswer } from '../../src/contract/problems.js';
import {
  FILE_BODY_BYTES,
  POST_BODY_BYTES,
  USUAL_BODY_BYTES,
} from '../../src/kernel/http/body-limit.decorator.js';
import { ENTRY_LIMITS } from '../../src/kernel/http/entry.js';
import { EntryApp } from './entry-app.js';

let entry: EntryApp;
let url: URL;
let cookie: string;
beforeAll(async () => {
  entry = await EntryApp.open({ MUNADI_RATE_FACTOR: '1000' });
  await entry.app.listen(0, '127.0.0.1');
  url = new URL(await entry.app.getUrl());
  cookie = await entry.cookieOf('owner');
});
afterAll(() => entry.close());

describe('a body', () => {
  it.each([
    ['/api/session', USUAL_BODY_BYTES],
    ['/api/stops', USUAL_BODY_BYTES],
    ['/api/posts', POST_BODY_BYTES],
    ['/api/posts/preview', POST_BODY_BYTES],
    ['/api/posts/1/correct', POST_BODY_BYTES],
    ['/api/districts/import', FILE_BODY_BYTES],
    ['/api/accounts/import', FILE_BODY_BYTES],
  ])('to %s has an end at %i bytes, and the answer says so in words', async (path, bytes) => {
    const around = '{"x":""}'.length;
    const full = await post(path, `{"x":"${'a'.repeat(bytes - around)}"}`);
    expect(full.status).toBe(400);
    const more = await post(path, `{"x":"${'a'.repeat(bytes - around + 1)}"}`);
    expect(more.status).toBe(413);
    const [problem] = ((await more.json()) as ProblemsAnswer).problems;
    expect(problem).toMatchObject({
      code: 'body_too_large',
      params: { maxMegabytes: bytes / 1024 / 1024 },
    });
  });

  it.each([
    ['that is no JSON', '{"login":'],
    ['that is empty', ''],
    ['with a name twice', '{"login":"a","login":"b","password":"c"}'],
    ['that reaches for a prototype', '{"login":"a","password":"b","__proto__":{"role":"owner"}}'],
    ['a hundred thousand deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('%s is refused in words', async (_, body) => {
    const answer = await post('/api/session', body);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as ProblemsAnswer).problems[0]?.code).toBe('unreadable_body');
  });
});

it('An upload that is to be put together from several is refused in words, not called a fault of ours', async () => {
  const headers = {
    cookie,
    'tus-resumable': '1.0.0',
    'upload-length': '5',
    'upload-concat': 'partial',
  };
  const answer = await entry.app.inject({ method: 'POST', url: '/api/media/uploads', headers });
  expect(answer.statusCode).toBe(400);
  expect(answer.body).toContain('unreadable_body');
});

describe('an address', () => {
  it.each(['/api/posts/%zz', `/api/posts/${'9'.repeat(101)}`, '/api/%E0%A4%A'])(
    'that nobody can read is answered in words: %s',
    async (path) => {
      const { statusCode, body } = await entry.app.inject({ method: 'GET', url: path });
      expect([400, 404, 414]).toContain(statusCode);
      expect((JSON.parse(body) as ProblemsAnswer).problems[0]?.code).toBe('not_found');
    },
  );
});

describe('a connection', () => {
  it('whose headers are larger than any of ours is refused', async () => {
    const socket = await open();
    socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(ENTRY_LIMITS.headerBytes)}\r\n\r\n`);
    expect(await allOf(socket)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it.each([
    ['two lengths', 'content-length: 1\r\ncontent-length: 2\r\n'],
    ['a length and pieces', 'content-length: 1\r\ntransfer-encoding: chunked\r\n'],
    ['a length that is none', 'content-length: -1\r\n'],
    ['a folded line', 'x: a\r\n b: c\r\n d\r\n\0'],
  ])('that could hide a second request behind %s is refused and closed', async (_, headers) => {
    const socket = await open();
    socket.write(`POST /api/session HTTP/1.1\r\nhost: x\r\n${headers}\r\n`);
    socket.write('aGET /api/health HTTP/1.1\r\nhost: x\r\n\r\n');
    const told = await allOf(socket);
    expect(told).toMatch(/^HTTP\/1\.1 400 /);
    expect(told).not.toContain('200 OK');
  });

  it('that never gets to the end of its request is cut, while everybody else is answered', async () => {
    const slow = await Promise.all(Array.from({ length: 200 }, open));
    const ends = slow.map((socket) => allOf(socket));
    for (const [index, socket] of slow.entries()) {
      socket.write(`GET /api/health HTTP/1.1\r\nhost: x\r\nx-${index}: `);
    }
    expect((await fetch(new URL('/api/health', url))).status).toBe(200);
    const drip = setInterval(() => {
      for (const socket of slow) if (socket.writable) socket.write('a');
    }, 500);
    const told = await Promise.all(ends);
    clearInterval(drip);
    // Each got the word that it was too slow, or nothing more; and none an answer.
    for (const text of told) expect(text).not.toMatch(/^HTTP\/1\.1 200/);
    expect((await fetch(new URL('/api/health', url))).status).toBe(200);
  });
});

async function open(): Promise<Socket> {
  const socket = connect(Number(url.port), url.hostname);
  // One that is cut while somebody writes to it.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Everything that comes until the other side closes. */
async function allOf(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
  });
  if (!socket.closed) await once(socket, 'close');
  return text;
}

async function post(path: string, body: string): Promise<Response> {
  const headers = { cookie, 'content-type': 'application/json', 'accept-language': 'en' };
  return fetch(new URL(path, url), { method: 'POST', headers, body });
}
