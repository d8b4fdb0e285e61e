import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type {
  CodeKey,
  EnrolPasskey,
  EnrolPassword,
  Enrolled,
  InviteFace,
  PasskeyOrder,
} from '../../contract/people.js';
import type { PasskeyOptions } from '../../contract/passkeys.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import type { Executor } from '../../kernel/database/sql.js';
import { ProblemError } from '../../kernel/problem-error.js';
import type { SigningBrowser } from '../browser.js';
import { DevicesStore } from '../devices/devices.store.js';
import { newCodeKey, stepOf } from '../one-time-codes.js';
import { hashPassword } from '../passwords.js';
import { PasskeysService } from '../passkeys/passkeys.service.js';
import { Passwords } from '../passwords.service.js';
import { PeopleStore } from '../people.store.js';
import { Secrets } from '../secrets.js';
import { SessionsService } from '../sessions.service.js';
import { Tries } from '../tries.js';
import { Claims, type FirstOwner } from './claims.service.js';
import { InvitesStore, type Invite } from './invites.store.js';
import { isTyped, typedCode } from './typed-code.js';

/** No login can hold a space. */
const TYPED_CODES = 'typed codes';

/** What the new device is told, and the cookies that make it one. */
export interface Enrolling {
  answer: Enrolled;
  mark: string;
  /** Of the session, where nobody has to confirm. */
  token?: string;
}

interface Enrolment {
  invite: Invite;
  owner: FirstOwner | undefined;
  deviceName: string;
  browser: SigningBrowser;
  factor: 'passkey' | 'password_with_code';
  keepFactor: (executor: Executor, deviceId: number) => Promise<void>;
}

/** From an invite to a device: a passkey is made, or a password with a key for one-time codes. */
@Injectable()
export class EnrolmentService {
  constructor(
    private readonly invites: InvitesStore,
    private readonly claims: Claims,
    private readonly people: PeopleStore,
    private readonly devices: DevicesStore,
    private readonly passkeys: PasskeysService,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly tries: Tries,
    private readonly secrets: Secrets,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whom the invite is for; uses nothing up. @throws ProblemError when it is none, or none any more. */
  async lookAt(secret: string): Promise<InviteFace> {
    const { person, inviterName, expiresAt } = await this.find(secret);
    return {
      person: person && {
        name: person.name,
        login: person.login,
        role: person.role,
        place: { nameEn: person.placeEn, nameHi: person.placeHi },
      },
      invitedBy: inviterName,
      expiresAt: expiresAt.toISOString(),
      ways: {
        passkey: this.passkeys.arePossible,
        password: this.config.identity.passwords !== 'off',
      },
    };
  }

  async askPasskey({ secret, owner }: PasskeyOrder): Promise<PasskeyOptions> {
    const { id, person } = await this.find(secret);
    const names = person ?? this.claims.check(owner);
    const handle = person?.passkeyHandle ?? this.claims.handleOf(id);
    return this.passkeys.askForNew({ ...names, handle }, `enrol:${id}`);
  }

  async makeCodeKey(secret: string): Promise<CodeKey> {
    const { person } = await this.find(secret);
    return newCodeKey(person?.login ?? 'owner');
  }

  async byPasskey(order: EnrolPasskey, browser: SigningBrowser): Promise<Enrolling> {
    const invite = await this.find(order.secret);
    const passkey = await this.passkeys.takeNew(order.passkey, `enrol:${invite.id}`);
    return this.enrol({
      ...order,
      invite,
      browser,
      factor: 'passkey',
      owner: order.owner,
      keepFactor: (executor, deviceId) => this.devices.keepPasskey(executor, deviceId, passkey),
    });
  }

  async byPassword(order: EnrolPassword, browser: SigningBrowser): Promise<Enrolling> {
    if (this.config.identity.passwords === 'off') {
      throw new ProblemError(403, [{ code: 'passwords_off' }]);
    }
    const invite = await this.find(order.secret);
    const { codeKey, code } = order;
    const codeStep = await stepOf(code, codeKey, this.clock.now());
    if (codeStep === undefined) {
      throw new ProblemError(422, [{ code: 'code_wrong', field: 'code' }]);
    }
    const passwordHash = await hashPassword(order.password);
    return this.enrol({
      ...order,
      invite,
      browser,
      factor: 'password_with_code',
      owner: order.owner,
      keepFactor: (executor, deviceId) => {
        const sealed = this.passwords.sealCodeKey(codeKey, deviceId);
        return this.devices.keepPassword(executor, deviceId, {
          passwordHash,
          codeKey: sealed,
          codeStep,
        });
      },
    });
  }

  /** The session of a confirmed phone, once; undefined while it waits. @throws ProblemError when it was refused. */
  async finish(waitSecret: string, browser: SigningBrowser): Promise<string | undefined> {
    return this.invites.inTransaction(async (executor) => {
      const waiting = await this.invites.holdWait(executor, this.secrets.hash('wait', waitSecret));
      if (!waiting || waiting.openedAt) throw ended();
      const { inviteId, personId, deviceId, outcome } = waiting;
      if (outcome === 'refused') throw new ProblemError(403, [{ code: 'invite_refused' }]);
      if (outcome === null && waiting.expiresAt > this.clock.now()) return undefined;
      const stands = (await this.devices.ownerOf(executor, deviceId)) !== undefined;
      if (outcome !== 'confirmed' || !stands) throw ended();
      await this.invites.opened(executor, inviteId, this.clock.now());
      return this.sessions.open(executor, { personId, deviceId, tokenBefore: browser.token });
    });
  }

  /** Device, factor and the end of the invite in one transaction: of many at once one gets it. */
  private async enrol(enrolment: Enrolment): Promise<Enrolling> {
    const { invite, owner, browser, factor } = enrolment;
    const isConfirmed = invite.invitedBy === null;
    const [waitSecret, mark] = [this.secrets.make(), this.secrets.make()];
    const matchingCode = String(randomInt(1_000_000)).padStart(6, '0');
    const now = this.clock.now();
    return this.invites.inTransaction(async (executor) => {
      const personId =
        invite.person?.id ?? (await this.claims.makeOwner(executor, owner, invite.id));
      const deviceId = await this.devices.insert(executor, {
        personId,
        name: enrolment.deviceName || browser.name,
        addedAt: now,
        confirmedAt: isConfirmed ? now : null,
      });
      const waitHash = this.secrets.hash('wait', waitSecret);
      const taking = { deviceId, matchingCode, waitHash, now };
      if (!(await this.invites.take(executor, invite.id, taking))) throw ended();
      await enrolment.keepFactor(executor, deviceId);
      await this.devices.mark(executor, deviceId, this.secrets.hash('device', mark));
      await this.audit.record(executor, {
        personId,
        action: 'device.enrolled',
        subject: `device:${deviceId}`,
        details: { personId, inviteId: invite.id, factor },
      });
      if (!isConfirmed) return { answer: { state: 'waiting', matchingCode, waitSecret }, mark };
      await this.invites.end(executor, invite.id, 'confirmed');
      await this.invites.opened(executor, invite.id, now);
      await this.people.setActive(executor, personId, true);
      const opening = { personId, deviceId, tokenBefore: browser.token };
      const token = await this.sessions.open(executor, opening);
      return { answer: { state: 'open' }, mark, token };
    });
  }

  /** What is short enough to be guessed may be guessed wrong five times in a quarter of an hour, over all people. */
  private async find(secret: string): Promise<Invite> {
    const typed = typedCode(secret);
    if (isTyped(typed)) await this.tries.count(TYPED_CODES);
    const tokenHash = this.secrets.hash('invite', typed);
    const invite = await this.invites.findOpen(tokenHash, this.clock.now());
    if (!invite) throw ended();
    if (isTyped(typed)) await this.tries.forget(undefined, TYPED_CODES);
    return invite;
  }
}

function ended(): ProblemError {
  return new ProblemError(409, [{ code: 'invite_ended' }]);
}
