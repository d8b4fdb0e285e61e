import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/kernel/clock.js';
import { startSandbox, type Sandbox } from '../../src/sandbox/index.js';

/** Time stands still until a test moves it. */
class StillClock implements Clock {
  private at = new Date('2026-11-24T06:00:00.000Z');

  now(): Date {
    return this.at;
  }

  pass(ms: number): void {
    this.at = new Date(this.at.getTime() + ms);
  }
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly content: string;
  readonly body: unknown;
}

export const lucknowOnX = {
  platform: 'x',
  id: '1001',
  username: 'lucknow',
  appKey: 'app-key',
  appSecret: 'app-secret',
  accessToken: '1001-token',
  accessSecret: 'access-secret',
  bearerToken: 'lucknow-bearer',
};
export const lucknowOnTelegram = {
  platform: 'telegram',
  chatId: '-1001001',
  username: 'lucknow_channel',
  title: 'लखनऊ',
  botToken: '700:secret-of-the-bot',
  memberCount: 5120,
};
export const lucknowOnFacebook = {
  platform: 'facebook',
  pageId: '600001',
  name: 'Lucknow',
  pageAccessToken: 'page-token-of-lucknow',
  verificationStatus: 'blue_verified',
};

export class OpenSandbox {
  readonly clock = new StillClock();
  private sandbox: Sandbox | null = null;

  constructor(readonly ledgerFile: string) {}

  async start(): Promise<Sandbox> {
    const { ledgerFile, clock } = this;
    this.sandbox = await startSandbox({ ledgerFile, clock });
    return this.sandbox;
  }

  async stop(): Promise<void> {
    await this.sandbox?.stop();
    this.sandbox = null;
  }

  get url(): string {
    return this.sandbox?.url ?? '';
  }

  async ask(path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(this.url + path, init);
    const content = await response.text();
    const { status, headers } = response;
    return { status, headers, content, body: parsed(content) };
  }

  async control(method: string, path: string, body?: unknown): Promise<Reply> {
    return this.ask(`/_sandbox/${path}`, body === undefined ? { method } : json(method, body));
  }

  async faults(...rules: readonly object[]): Promise<void> {
    await this.control('PUT', 'faults', { rules });
  }

  /** Texts that anyone can read now, newest first. */
  async world(): Promise<readonly string[]> {
    const { body } = await this.control('GET', 'posts');
    return (body as { posts: { text: string }[] }).posts.map(({ text }) => text);
  }

  async ledger(): Promise<readonly { event: string; answer: string; fault: string | null }[]> {
    const { body } = await this.control('GET', 'ledger');
    return (body as { lines: { event: string; answer: string; fault: string | null }[] }).lines;
  }
}

/** A sandbox that knows one account on each platform; it stops when the test ends. */
export async function aSandbox(...accounts: readonly object[]): Promise<OpenSandbox> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const open = new OpenSandbox(join(folder, 'ledger.jsonl'));
  await open.start();
  onTestFinished(async () => {
    await open.stop();
    await rm(folder, { recursive: true });
  });
  const known = [lucknowOnX, lucknowOnTelegram, lucknowOnFacebook, ...accounts];
  await open.control('PUT', 'accounts', { accounts: known });
  return open;
}

export function json(method: string, body: unknown, headers: Record<string, string> = {}) {
  return {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

export async function tweet(open: OpenSandbox, text: string): Promise<Reply> {
  const authorization = `Bearer ${lucknowOnX.bearerToken}`;
  return open.ask('/x/2/tweets', json('POST', { text }, { authorization }));
}

export async function telegram(open: OpenSandbox, method: string, fields: object): Promise<Reply> {
  const chat = { chat_id: lucknowOnTelegram.chatId, ...fields };
  return open.ask(`/telegram/bot${lucknowOnTelegram.botToken}/${method}`, json('POST', chat));
}

export async function graph(
  open: OpenSandbox,
  path: string,
  { method = 'GET', ...fields }: { method?: string } & Record<string, string> = {},
): Promise<Reply> {
  const authorization = `Bearer ${lucknowOnFacebook.pageAccessToken}`;
  const form = new URLSearchParams(fields);
  const sent = method === 'POST' ? { body: form } : {};
  const query = method === 'POST' ? '' : `?${form.toString()}`;
  return open.ask(`/graph/v25.0/${path}${query}`, { method, headers: { authorization }, ...sent });
}

/** Follows names into an answer, for an id that a later request needs. */
export function textAt(body: unknown, ...names: readonly string[]): string {
  const value = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], body);
  return String(value);
}

/** Signs as RFC 5849 says; the query's parameters are signed, a JSON body is not. */
export function signature(
  { method, address }: { method: string; address: string },
  { appSecret, accessSecret }: { appSecret: string; accessSecret: string },
): string {
  const { origin, pathname, searchParams } = new URL(address);
  const oauth = {
    oauth_consumer_key: lucknowOnX.appKey,
    oauth_nonce: 'only-once',
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: '1795500000',
    oauth_token: lucknowOnX.accessToken,
    oauth_version: '1.0',
  };
  const pairs = [...Object.entries(oauth), ...searchParams].map(([name, value]) =>
    [name, value].map(percent).join('='),
  );
  const base = [method, origin + pathname, pairs.sort().join('&')].map(percent).join('&');
  const key = `${percent(appSecret)}&${percent(accessSecret)}`;
  const signed = createHmac('sha1', key).update(base).digest('base64');
  const header = { ...oauth, oauth_signature: signed };
  const shown = Object.entries(header).map(([name, value]) => `${name}="${percent(value)}"`);
  return `OAuth ${shown.join(', ')}`;
}

function percent(value: string): string {
  const escape = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(value).replace(/[!'()*]/g, escape);
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
