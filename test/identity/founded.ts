import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EnrolmentWait } from '../../src/contract/people.js';
import { OperatorCodes } from '../../src/identity/index.js';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { Phone } from './phone.js';
import { HandClock, layOutPlaces, smallApp, type SmallAppOptions } from './small-app.js';

export const PUBLIC_URL = 'https://munadi.example';

/** An installation with places, where nobody is until somebody claims it. */
export class Installation {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly clock: HandClock,
    readonly database: FreshDatabase,
    private readonly url: string,
  ) {}

  static async open(options: Partial<SmallAppOptions> = {}): Promise<Installation> {
    const database = await freshDatabase();
    const clock = new HandClock();
    const app = await smallApp({
      databaseUrl: database.url,
      clock,
      publicUrl: PUBLIC_URL,
      passwords: 'with_code',
      ...options,
    });
    await app.listen(0, '127.0.0.1');
    await layOutPlaces(app);
    return new Installation(app, clock, database, await app.getUrl());
  }

  aPhone(): Phone {
    return new Phone(this.url, PUBLIC_URL);
  }

  /** The phone's passkey, in a browser that never was here. */
  elsewhere(phone: Phone): Phone {
    return new Phone(this.url, PUBLIC_URL, phone.authenticator);
  }

  async ownerCode(): Promise<string> {
    return (await this.app.get(OperatorCodes).forFirstOwner())?.code ?? '';
  }

  /** The first owner's phone, signed in. */
  async claim(): Promise<Phone> {
    const phone = this.aPhone();
    const said = await phone.enrol(await this.ownerCode(), { owner: OWNER });
    if (said.status !== 200) throw new Error(`The claim was refused: ${JSON.stringify(said)}`);
    return phone;
  }

  /** Somebody's phone, invited and confirmed by `inviter`, and signed in. */
  async welcome(inviter: Phone, name: string, role: string, place: string): Promise<Phone> {
    const phone = this.aPhone();
    const placeId = await this.placeId(place);
    const said = await phone.enrol(await inviter.invite({ name, role, placeId }));
    await inviter.confirm(name);
    await phone.finish(said.body as EnrolmentWait);
    return phone;
  }

  async placeId(code: string): Promise<number> {
    const [place] = await rowsOf<{ id: number }>(
      this.database.dataSource,
      'SELECT id FROM districts WHERE code = $1',
      [code],
    );
    return place?.id ?? 0;
  }

  /** What the audit says since the beginning, oldest first. */
  async audited(): Promise<string[]> {
    const lines = await rowsOf<{ action: string }>(
      this.database.dataSource,
      'SELECT action FROM audit_events ORDER BY id',
    );
    return lines.map(({ action }) => action);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}

export const OWNER = { name: 'Asha', login: 'asha' };
