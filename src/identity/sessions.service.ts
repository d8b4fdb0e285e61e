import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import type { Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { DevicesStore } from './devices/devices.store.js';
import { Secrets } from './secrets.js';
import { setSessionId } from '../kernel/http/request-origin.js';
import { SessionsStore } from './sessions.store.js';
import { toCaller } from './to-caller.js';

const MINUTE_MS = 60_000;
export const SESSION_LIFE_MS = 12 * 60 * MINUTE_MS;
/** How long a fresh proof is good. */
const STEPPED_UP_MS = 5 * MINUTE_MS;
/** Requests that were under way when a session was renewed still arrive with the old cookie. */
const OLD_COOKIE_MS = 30_000;
const SESSION_ID_BYTES = 8;

export interface SessionFor {
  personId: number;
  deviceId: number;
  /** Of the session that the browser had before: it ends. */
  tokenBefore: string | undefined;
}

/** Open sessions. The cookie is 32 random bytes that mean nothing by themselves. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly store: SessionsStore,
    private readonly devices: DevicesStore,
    private readonly secrets: Secrets,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Answers the new session's token. */
  async open(executor: Executor, { personId, deviceId, tokenBefore }: SessionFor): Promise<string> {
    const token = this.secrets.make();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_LIFE_MS);
    if (tokenBefore !== undefined) await this.store.close(executor, this.hash(tokenBefore));
    const tokenHash = this.hash(token);
    setSessionId(this.idOf(token));
    await this.store.open(executor, { tokenHash, personId, deviceId, createdAt, expiresAt });
    await this.devices.used(executor, deviceId, createdAt);
    await this.audit.record(executor, {
      personId,
      action: 'session.opened',
      subject: `person:${personId}`,
      details: { deviceId },
    });
    return token;
  }

  /** Who calls with this token, as role, place and device stand at this moment. */
  async callerOf(token: string): Promise<Caller | undefined> {
    const now = this.clock.now();
    const row = await this.store.find(this.hash(token), now);
    if (!row) return undefined;
    const { deviceId, factor, expiresAt, steppedUpAt, ...person } = row;
    const isSteppedUp =
      steppedUpAt !== null && now.getTime() - steppedUpAt.getTime() < STEPPED_UP_MS;
    return toCaller(person, { deviceId, factor, endsAt: expiresAt, isSteppedUp });
  }

  /** Goes on under a new token, freshly proved; the old one is good for what is under way and proves nothing more. */
  async renew(executor: Executor, caller: Caller, token: string): Promise<string> {
    if (!caller.session) throw new Error('Only a session can be renewed');
    const now = this.clock.now();
    const { deviceId, endsAt } = caller.session;
    const renewed = this.secrets.make();
    await this.store.open(executor, {
      tokenHash: this.hash(renewed),
      personId: caller.personId,
      deviceId,
      createdAt: now,
      expiresAt: endsAt,
    });
    await this.store.letEnd(executor, this.hash(token), new Date(now.getTime() + OLD_COOKIE_MS));
    await this.audit.record(executor, {
      personId: caller.personId,
      action: 'session.stepped_up',
      subject: `person:${caller.personId}`,
      details: { deviceId },
    });
    return renewed;
  }

  async signOut(token: string): Promise<void> {
    await this.store.close(undefined, this.hash(token));
  }

  /** What the record calls the session: the beginning of its keyed hash, which opens nothing. */
  idOf(token: string): string {
    return this.hash(token).toString('hex', 0, SESSION_ID_BYTES);
  }

  /** Keyed, so that nobody can write a session into the table without the key. */
  private hash(token: string): Buffer {
    return this.secrets.hash('session', token);
  }
}
