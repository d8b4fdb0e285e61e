import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { ROLES } from '../../src/contract/session.js';
import { DistrictsService } from '../../src/districts/index.js';
import { PeopleService } from '../../src/identity/index.js';
import type { Clock } from '../../src/kernel/clock.js';
import { readConfig } from '../../src/kernel/config.js';
import { HandClock, PASSWORD } from '../identity/small-app.js';
import { freshDatabaseUrl } from '../support/database.js';

/** Code of the one place that everybody works in. */
export const PLACE = 'UP';
const TREE = `code,parentCode,kind,nameEn,nameHi\n${PLACE},,state,Uttar Pradesh,उत्तर प्रदेश\nLKO,UP,district,Lucknow,लखनऊ`;

/** The whole application that serves people, on a database of its own, with one person a role. */
export class EntryApp {
  private constructor(
    readonly databaseUrl: string,
    private readonly drop: () => Promise<void>,
    readonly processes: NestFastifyApplication[],
    /** Every route of a controller, as the router itself was told of it: `POST /api/posts`. */
    readonly routes: readonly string[],
  ) {}

  /** `processes`: so many of them share the database. */
  static async open(
    settings: Record<string, string> = {},
    { processes = 1, clock = new HandClock() }: { processes?: number; clock?: Clock } = {},
  ): Promise<EntryApp> {
    const { url, drop } = await freshDatabaseUrl();
    const config = readConfig({
      DATABASE_URL: url,
      MUNADI_ROLE: 'web',
      MUNADI_PASSWORDS: 'alone',
      MUNADI_LOG_LEVEL: 'error',
      MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
      ...settings,
    });
    const started: NestFastifyApplication[] = [];
    const routes = new Set<string>();
    for (let count = 0; count < processes; count += 1) {
      const app = await createApplication(config, clock);
      const server = app.getHttpAdapter().getInstance();
      server.addHook('onRoute', ({ method, url: path }) => {
        for (const one of [method].flat()) routes.add(`${one} ${path}`);
      });
      await app.init();
      started.push(app);
    }
    const opened = new EntryApp(url, drop, started, [...routes]);
    await opened.settle();
    return opened;
  }

  get app(): NestFastifyApplication {
    const [first] = this.processes;
    if (!first) throw new Error('No process was started');
    return first;
  }

  /** The cookie of the person who has this role; the login is the role's name. */
  async cookieOf(role: string): Promise<string> {
    const payload = { login: role, password: PASSWORD };
    const answer = await this.app.inject({ method: 'POST', url: '/api/session', payload });
    const [cookie] = answer.cookies;
    if (!cookie) throw new Error(`No session for ${role}: ${answer.body}`);
    return `${cookie.name}=${cookie.value}`;
  }

  async close(): Promise<void> {
    for (const app of this.processes) await app.close();
    await this.drop();
  }

  private async settle(): Promise<void> {
    await this.app.get(DistrictsService).importFile({ format: 'csv', content: TREE }, null);
    for (const role of ROLES) {
      const person = { login: role, name: `Name of ${role}`, role, placeCode: PLACE };
      await this.app.get(PeopleService).addPerson({ ...person, password: PASSWORD });
    }
  }
}
