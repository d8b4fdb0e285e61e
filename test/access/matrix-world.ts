import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApplication } from '../../src/application.js';
import { AccountsService } from '../../src/accounts/index.js';
import { ROLES, type Role } from '../../src/contract/session.js';
import { DistrictsService } from '../../src/districts/index.js';
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

/** Seen from Lucknow, where everybody of the matrix works; those at the top see all of them below. */
export const RELATIONS = { own: 'LKO', below: 'M-1', sibling: 'UNNAO', above: 'AWADH' } as const;
export type Relation = keyof typeof RELATIONS;

export interface Actor {
  /** Undefined: nobody is signed in. */
  role: Role | undefined;
  isAtTheTop: boolean;
  personId: number;
  cookie: string;
  /** A session of theirs to be ended. */
  spareCookie: string;
}

const NOBODY: Actor = {
  role: undefined,
  isAtTheTop: false,
  personId: 0,
  cookie: '',
  spareCookie: '',
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
    private readonly sessionKey: Buffer,
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
      MUNADI_X_API_URL: nowhere,
      MUNADI_TELEGRAM_API_URL: nowhere,
      MUNADI_GRAPH_API_URL: nowhere,
      MUNADI_LOG_LEVEL: 'error',
    });
    const app = await createApplication(config);
    await app.listen(0, '127.0.0.1');
    const { session } = config.keys;
    const world = new MatrixWorld(app, await app.getUrl(), database, folder, session);
    await world.settle();
    return world;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    await rm(this.folder, { recursive: true, force: true });
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
    const { personId } = await this.anActor('volunteer', 'UNNAO');
    const cookie = await this.aSession(personId);
    this.foreign = await this.anUpload({ ...NOBODY, role: 'volunteer', cookie });
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
       SELECT 'telegram', '-20' || n, 'nobody', '@found', 'Found', 'channel', true, '{}', now() FROM generate_series(1, 2) n`,
    );
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
    const [person] = await this.executor.query<{ id: number }[]>(
      `INSERT INTO people (login, name, role, place_id, password_hash)
       SELECT $1, $1, $2, id, '' FROM districts WHERE code = $3 RETURNING id`,
      [`${role}-${code.toLowerCase()}`, role, code],
    );
    const personId = person?.id ?? 0;
    const cookie = await this.aSession(personId);
    const spareCookie = await this.aSession(personId);
    return { role, isAtTheTop: code === 'UP', personId, cookie, spareCookie };
  }

  private async aSession(personId: number): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const hash = createHmac('sha256', this.sessionKey).update(token).digest();
    await this.executor.query(
      `INSERT INTO sessions VALUES ($1, $2, now(), now() + interval '1 hour')`,
      [hash, personId],
    );
    return `munadi=${token}`;
  }
}
