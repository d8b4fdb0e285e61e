import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { createApplication } from '../../src/application.js';
import { ROLES } from '../../src/contract/session.js';
import { seedWorld } from '../../src/demo/seed-world.js';
import { readConfig } from '../../src/kernel/config.js';
import { startSandbox } from '../../src/sandbox/index.js';
import { freshDatabaseUrl } from '../support/database.js';
import { Person } from '../support/person.js';
import type { ApiDocument } from './document.js';

const PASSWORD = `canary-password-${randomUUID()}`;

/** The application that serves people, with somebody of each role, districts, accounts, posts and secrets to give away. */
export class FuzzApp {
  private constructor(
    private readonly app: NestFastifyApplication,
    readonly url: string,
    readonly secrets: readonly string[],
    private readonly closers: readonly (() => Promise<unknown>)[],
  ) {}

  static async open(): Promise<FuzzApp> {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-fuzz-'));
    const database = await freshDatabaseUrl();
    const sandbox = await startSandbox({ port: 0, ledgerFile: join(folder, 'ledger.jsonl') });
    const keys = { credentials: randomBytes(32), session: randomBytes(32) };
    const secrets = {
      MUNADI_X_CLIENT_SECRET: `canary-x-client-${randomUUID()}`,
      MUNADI_META_APP_SECRET: `canary-meta-app-${randomUUID()}`,
      MUNADI_MEDIA_DIR: join(folder, 'media'),
    };
    const config = readConfig({
      ...secrets,
      DATABASE_URL: database.url,
      MUNADI_ROLE: 'web',
      MUNADI_PASSWORDS: 'alone',
      MUNADI_LOG_LEVEL: 'error',
      MUNADI_RATE_FACTOR: '1000',
      MUNADI_CREDENTIAL_KEYS: `k1:${keys.credentials.toString('base64')}`,
      MUNADI_SESSION_KEY: keys.session.toString('base64'),
      MUNADI_X_CLIENT_ID: 'fuzz',
      MUNADI_X_API_URL: `${sandbox.url}/x`,
      MUNADI_TELEGRAM_API_URL: `${sandbox.url}/telegram`,
      MUNADI_GRAPH_API_URL: `${sandbox.url}/graph`,
      MUNADI_INSTAGRAM_API_URL: `${sandbox.url}/instagram`,
    });
    const app = await createApplication(config);
    await app.listen(0, '127.0.0.1');
    const signIns = ROLES.map((role) => ({
      login: role,
      name: `Name of ${role}`,
      role,
      placeCode: role === 'volunteer' ? 'lucknow' : 'uttar-pradesh',
      password: PASSWORD,
    }));
    await seedWorld(app, { sandboxUrl: sandbox.url, signIns, only: ['agra', 'lucknow'] });
    const url = await app.getUrl();
    const closers = [
      () => app.close(),
      () => sandbox.stop(),
      () => database.drop(),
      () => rm(folder, { recursive: true, force: true }),
    ];
    const known = [PASSWORD, database.url, folder, ...Object.values(secrets)];
    const bytes = Object.values(keys).flatMap((key) => [
      key.toString('base64'),
      key.toString('hex'),
    ]);
    const fuzzApp = new FuzzApp(app, url, [...known, ...bytes], closers);
    await fuzzApp.publishSome();
    return fuzzApp;
  }

  async document(): Promise<ApiDocument> {
    return (await (await fetch(`${this.url}/api/openapi.json`)).json()) as ApiDocument;
  }

  /** A cookie of somebody with this role, whom others may have put out of service before. */
  async signIn(role: string): Promise<string> {
    await this.app.get(DataSource).query('UPDATE people SET is_active = true');
    const payload = { login: role, password: PASSWORD };
    const answer = await this.app.inject({ method: 'POST', url: '/api/session', payload });
    const [cookie] = answer.cookies;
    if (!cookie) throw new Error(`No session for ${role}: ${answer.body}`);
    return `${cookie.name}=${cookie.value}`;
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
  }

  private async publishSome(): Promise<void> {
    const owner = await Person.signIn(this.url, { login: 'owner', password: PASSWORD });
    for (let count = 0; count < 3; count += 1) await owner.publish({ title: `Post ${count}` });
  }
}
