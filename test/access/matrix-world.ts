import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { AccountsService } from '../../src/accounts/index.js';
import { ROLES, type Role } from '../../src/contract/session.js';
import { DistrictsService } from '../../src/districts/index.js';
import { hashPassword } from '../../src/identity/passwords.js';
import { permissionsOf } from '../../src/identity/policy.js';
import { readConfig } from '../../src/kernel/config.js';
import { MEDIA_FILES, type MediaFiles } from '../../src/media/files/media-files.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { aSubject, type Subject } from './subjects.js';

const TREE = `code,parentCode,kind,nameEn,nameHi
UP,,state,Uttar Pradesh,उत्तर प्रदेश
AWADH,UP,region,Awadh,अवध
LKO,AWADH,district,Lucknow,लखनऊ
M-1,LKO,mandal,Mandal 1,मंडल 1
UNNAO,AWADH,district,Unnao,उन्नाव`;

/** Everybody's. */
export const PASSWORD = 'pass-phrase-of-the-matrix';

/** Seen from Lucknow, where everybody of the matrix works; those at the top see all of them below. */
export const RELATIONS = { own: 'LKO', below: 'M-1', sibling: 'UNNAO', above: 'AWADH' } as const;
export type Relation = keyof typeof RELATIONS;

export interface Actor {
  /** Undefined: nobody is signed in. */
  role: Role | undefined;
  isAtTheTop: boolean;
  personId: number;
  login: string;
  cookie: string;
}

const NOBODY: Actor = {
  role: undefined,
  isAtTheTop: false,
  personId: 0,
  login: '',
  cookie: '',
};

/** The application with one person of each role in Lucknow and at the top, and the same things at four places. */
export class MatrixWorld {
  readonly actors: Actor[] = [NOBODY];
  private foreign: string | undefined;
  readonly subjects = {} as Record<Relation, Subject>;

  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    private readonly database: FreshDatabase,
    private readonly folder: string,
    private readonly passwordHash: string,
  ) {}

  get executor(): FreshDatabase['dataSource'] {
    return this.database.dataSource;
  }

  static async open(): Promise<MatrixWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'munadi-matrix-'));
    const database = await freshDatabase();
    const nowhere = 'http://127.0.0.1:9';
    const config = readConfig({
      DATABASE_URL: database.url,
      MUNADI_PORT: '0',
      MUNADI_ROLE: 'web',
      MUNADI_MEDIA_DIR: join(folder, 'media'),
      MUNADI_CREDENTIAL_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
      MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
      MUNADI_PASSWORDS: 'alone',
      // Everybody asks from one address, and far more often than people do.
      MUNADI_RATE_FACTOR: '1000',
      MUNADI_X_API_URL: nowhere,
      MUNADI_TELEGRAM_API_URL: nowhere,
      MUNADI_GRAPH_API_URL: nowhere,
      MUNADI_LOG_LEVEL: 'error',
    });
    const app = await createApplication(config);
    await app.listen(0, '127.0.0.1');
    const passwordHash = await hashPassword(PASSWORD);
    const world = new MatrixWorld(app, await app.getUrl(), database, folder, passwordHash);
    await world.settle();
    return world;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Lets every session prove anew at this moment that it is its person, or lets every proof grow old. */
  async setProofs(proof: 'fresh' | 'old'): Promise<void> {
    await this.executor.query('UPDATE sessions SET stepped_up_at = CASE WHEN $1 THEN now() END', [
      proof === 'fresh',
    ]);
  }

  /** The headers of one more session of this person, which a call may end. */
  async anotherSession({ role, login }: Actor): Promise<Record<string, string>> {
    return role ? { cookie: await this.signIn(login) } : {};
  }

  /** Address of an upload that this person has begun; one that nobody has, for who may not upload. */
  async anUpload({ role, cookie }: Actor): Promise<string> {
    if (!role || !permissionsOf(role).includes('media.upload')) return '/api/media/uploads/none';
    const answer = await fetch(`${this.url}/api/media/uploads`, {
      method: 'POST',
      headers: {
        cookie,
        'tus-resumable': '1.0.0',
        'upload-length': '10',
        'upload-metadata': 'filename YQ==',
      },
    });
    return new URL(answer.headers.get('location') ?? '', this.url).pathname;
  }

  /** Address of an upload of somebody whom the matrix never asks for one. */
  async foreignUpload(): Promise<string> {
    if (this.foreign !== undefined) return this.foreign;
    this.foreign = await this.anUpload(await this.anActor('volunteer', 'UNNAO'));
    return this.foreign;
  }

  private async settle(): Promise<void> {
    await this.app.get(DistrictsService).importFile({ format: 'csv', content: TREE }, null);
    const rows = Object.values(RELATIONS).map(
      (code, n) => `${code},telegram,@munadi_${n},-100000000${n},no,,4242424242:canary-bot-token`,
    );
    const header = 'district,platform,handle,remoteId,verified,audience,botToken';
    await this.app.get(AccountsService).importFile([header, ...rows].join('\n'), null);
    await this.executor.query(
      `INSERT INTO found_accounts (platform, remote_id, reader, handle, title, type, may_publish, rights, changed_at)
       SELECT 'telegram', '-20' || n, 'nobody', '@found', 'Found', 'channel', true, '{}', now() FROM generate_series(1, 3) n`,
    );
    await this.executor.query('UPDATE found_accounts SET ignored_at = now() WHERE id = 3');
    for (const role of ROLES) {
      this.actors.push(await this.anActor(role, 'LKO'), await this.anActor(role, 'UP'));
    }
    const volunteer = this.actors.find((one) => one.role === 'volunteer' && !one.isAtTheTop);
    for (const [relation, code] of Object.entries(RELATIONS) as [Relation, string][]) {
      this.subjects[relation] = await aSubject(this.executor, {
        code,
        authorId: relation === 'own' ? (volunteer?.personId ?? 0) : undefined,
        preview: await this.aPicture(code),
      });
    }
  }

  private async aPicture(name: string): Promise<string> {
    const sha256 = createHmac('sha256', 'matrix').update(name).digest('hex');
    const file = join(this.folder, name);
    await writeFile(file, name);
    await this.app.get<MediaFiles>(MEDIA_FILES).put(file, { sha256, extension: 'webp' });
    return `${sha256}.webp`;
  }

  private async anActor(role: Role, code: string): Promise<Actor> {
    const login = `${role}-${code.toLowerCase()}`;
    const [person] = await this.executor.query<{ id: number }[]>(
      `INSERT INTO people (login, name, role, place_id, password_hash)
       SELECT $1, $1, $2, id, $4 FROM districts WHERE code = $3 RETURNING id`,
      [login, role, code, this.passwordHash],
    );
    const personId = person?.id ?? 0;
    return { role, isAtTheTop: code === 'UP', personId, login, cookie: await this.signIn(login) };
  }

  /** Answers the cookie of a new session. */
  private async signIn(login: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: PASSWORD }),
    });
    if (!answer.ok) throw new Error(`Sign-in refused: ${await answer.text()}`);
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }
}
