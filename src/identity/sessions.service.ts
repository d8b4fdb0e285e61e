import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { SignIn } from '../contract/session.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import type { Caller } from '../kernel/http/caller.js';
import { setSessionId } from '../kernel/http/request-origin.js';
import { ProblemError } from '../kernel/problem-error.js';
import { isPassword } from './passwords.js';
import { PeopleStore } from './people.store.js';
import { SessionsStore } from './sessions.store.js';
import { toCaller } from './to-caller.js';

const MINUTE_MS = 60_000;
export const SESSION_LIFE_MS = 12 * 60 * MINUTE_MS;
const FAILURES_ALLOWED = 5;
const FAILURE_WINDOW_MS = 15 * MINUTE_MS;
const TOKEN_BYTES = 32;
const SESSION_ID_BYTES = 8;

/** Signing in and out. The cookie is 32 random bytes that mean nothing by themselves. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly store: SessionsStore,
    private readonly people: PeopleStore,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Answers the new session's token; the session that the browser had before ends.
   * @throws ProblemError the same one for an unknown login and a wrong password, after the same work.
   */
  async signIn({ login, password }: SignIn, tokenBefore: string | undefined): Promise<string> {
    await this.refuseTooMany(login);
    const person = await this.people.findActive(login);
    const isRight = await isPassword(password, person?.passwordHash);
    if (!person || !isRight) throw new ProblemError(401, [{ code: 'sign_in_refused' }]);

    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + SESSION_LIFE_MS);
    const tokenHash = this.hash(token);
    setSessionId(this.idOf(token));
    await this.store.inTransaction(async (executor) => {
      if (tokenBefore !== undefined) await this.store.close(executor, this.hash(tokenBefore));
      await this.store.forgetFailures(executor, login);
      await this.store.open(executor, { tokenHash, personId: person.id, createdAt, expiresAt });
      await this.audit.record(executor, {
        personId: person.id,
        action: 'session.opened',
        subject: `person:${person.id}`,
        details: {},
      });
    });
    return token;
  }

  /** Who calls with this token, as role and place stand at this moment. */
  async callerOf(token: string): Promise<Caller | undefined> {
    const person = await this.store.findPerson(this.hash(token), this.clock.now());
    return person && toCaller(person);
  }

  async signOut(token: string): Promise<void> {
    await this.store.close(undefined, this.hash(token));
  }

  private async refuseTooMany(login: string): Promise<void> {
    const now = this.clock.now();
    const since = new Date(now.getTime() - FAILURE_WINDOW_MS);
    const failures = await this.store.countAttempt({ login, now, since, limit: FAILURES_ALLOWED });
    const [oldest] = failures;
    if (!oldest || failures.length < FAILURES_ALLOWED) return;
    const waitMs = oldest.getTime() + FAILURE_WINDOW_MS - now.getTime();
    const minutes = Math.max(1, Math.ceil(waitMs / MINUTE_MS));
    throw new ProblemError(429, [{ code: 'too_many_sign_ins', params: { minutes } }]);
  }

  /** What the record calls the session: the beginning of its keyed hash, which opens nothing. */
  idOf(token: string): string {
    return this.hash(token).toString('hex', 0, SESSION_ID_BYTES);
  }

  /** Keyed, so that nobody can write a session into the table without the key. */
  private hash(token: string): Buffer {
    return createHmac('sha256', this.config.keys.session).update(token).digest();
  }
}
