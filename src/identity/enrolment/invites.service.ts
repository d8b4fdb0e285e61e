import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type { InviteLink, NewInvite } from '../../contract/people.js';
import { DistrictsService } from '../../districts/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import type { Executor } from '../../kernel/database/sql.js';
import type { Caller } from '../../kernel/http/caller.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { DevicesStore } from '../devices/devices.store.js';
import { isLogin, loginFrom } from '../logins.js';
import { PeopleStore } from '../people.store.js';
import { Secrets } from '../secrets.js';
import { standsAbove } from './invite-rules.js';
import { InvitesStore, type Enrolment, type InvitedPerson } from './invites.store.js';

const HOUR_MS = 60 * 60_000;
const INVITE_LIFE_MS = 48 * HOUR_MS;
const LOGINS_TO_TRY = 20;

/** Invites: who may sign in at all is always somebody's word, given twice. */
@Injectable()
export class InvitesService {
  constructor(
    private readonly store: InvitesStore,
    private readonly people: PeopleStore,
    private readonly devices: DevicesStore,
    private readonly districts: DistrictsService,
    private readonly secrets: Secrets,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Adds somebody who may not sign in yet, and the link by which they will. @throws ProblemError */
  async invite({ name, role, placeId, login }: NewInvite, caller: Caller): Promise<InviteLink> {
    const place = (await this.districts.valuesFor([placeId])).get(placeId);
    const isOwn = (await this.districts.subtreeOf([placeId], caller.placePath)).includes(placeId);
    if (!place || !isOwn) throw refusal('place_not_yours', 'placeId');
    if (!standsAbove(caller, { role, placePath: caller.placePath })) {
      throw refusal('role_not_yours', 'role');
    }
    return this.store.inTransaction(async (executor) => {
      const personId = await this.addPerson(executor, { name, role, placeId, login });
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'person.invited',
        subject: `person:${personId}`,
        details: { role, placeId },
      });
      return this.link(executor, { personId, name }, caller);
    });
  }

  /** A link for one more device of somebody who is there. @throws ProblemError */
  async inviteAgain(personId: number, caller: Caller): Promise<InviteLink> {
    return this.store.inTransaction(async (executor) => {
      const person = await this.findBelow(executor, personId, caller);
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'device.invited',
        subject: `person:${personId}`,
        details: {},
      });
      return this.link(executor, { personId, name: person.name }, caller);
    });
  }

  /** The waiting phone is the right one. @throws ProblemError when its number differs, or nothing waits. */
  async confirm(inviteId: number, matchingCode: string, caller: Caller): Promise<void> {
    await this.store.inTransaction(async (executor) => {
      const { personId, deviceId, ...enrolment } = await this.findWaiting(
        executor,
        inviteId,
        caller,
      );
      if (enrolment.matchingCode !== matchingCode) {
        throw refusal('matching_code_differs', 'matchingCode');
      }
      await this.devices.confirm(executor, deviceId, this.clock.now());
      await this.people.setActive(executor, personId, true);
      await this.store.end(executor, inviteId, 'confirmed');
      await this.record(executor, 'device.confirmed', { caller, personId, deviceId });
    });
  }

  /** The waiting phone is not the right one: it never becomes a device. @throws ProblemError */
  async refuse(inviteId: number, caller: Caller): Promise<void> {
    await this.store.inTransaction(async (executor) => {
      const { personId, deviceId } = await this.findWaiting(executor, inviteId, caller);
      await this.devices.revoke(executor, { deviceId }, this.clock.now());
      await this.store.end(executor, inviteId, 'refused');
      await this.record(executor, 'device.refused', { caller, personId, deviceId });
    });
  }

  private async findWaiting(
    executor: Executor,
    inviteId: number,
    caller: Caller,
  ): Promise<Enrolment> {
    const enrolment = await this.store.holdEnrolment(executor, inviteId);
    if (!enrolment) throw refusal('invite_unconfirmable');
    await this.findBelow(executor, enrolment.personId, caller);
    const isLate = enrolment.expiresAt <= this.clock.now();
    if (enrolment.outcome !== null || isLate) throw refusal('invite_unconfirmable');
    return enrolment;
  }

  /** Somebody whom the caller stands above; anybody else is answered like nobody. @throws ProblemError */
  private async findBelow(
    executor: Executor,
    personId: number,
    caller: Caller,
  ): Promise<InvitedPerson> {
    const person = await this.store.findPerson(executor, personId);
    if (!person?.placePath.startsWith(caller.placePath)) {
      throw new ProblemError(404, [{ code: 'not_found', params: { what: 'person' } }]);
    }
    if (!standsAbove(caller, person)) {
      throw new ProblemError(403, [{ code: 'role_not_yours' }]);
    }
    return person;
  }

  private async addPerson(executor: Executor, invite: NewInvite): Promise<number> {
    const { name, role, placeId, login } = invite;
    if (login !== undefined && !isLogin(login)) {
      throw new ProblemError(422, [{ code: 'login_invalid', field: 'login', params: { login } }]);
    }
    const base = login ?? loginFrom(name);
    const createdAt = this.clock.now();
    const row = { name, role, placeId, createdAt, passwordHash: null, isActive: false };
    for (let attempt = 0; attempt < LOGINS_TO_TRY; attempt += 1) {
      const tried = attempt === 0 ? base : `${base}-${randomInt(10, 10_000)}`;
      const id = await this.people.insert(executor, { ...row, login: tried });
      if (id !== undefined) return id;
      if (login !== undefined) break;
    }
    throw new ProblemError(422, [{ code: 'login_taken', field: 'login', params: { login: base } }]);
  }

  private async link(
    executor: Executor,
    { personId, name }: { personId: number; name: string },
    caller: Caller,
  ): Promise<InviteLink> {
    const secret = this.secrets.make();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + INVITE_LIFE_MS);
    await this.store.withdrawOlder(executor, personId);
    const id = await this.store.insert(executor, {
      tokenHash: this.secrets.hash('invite', secret),
      personId,
      invitedBy: caller.personId,
      createdAt,
      expiresAt,
    });
    const url = `${this.config.http.publicUrl}/join#${secret}`;
    return { id, personId, name, url, expiresAt: expiresAt.toISOString() };
  }

  private async record(
    executor: Executor,
    action: string,
    { caller, personId, deviceId }: { caller: Caller; personId: number; deviceId: number },
  ): Promise<void> {
    await this.audit.record(executor, {
      personId: caller.personId,
      action,
      subject: `device:${deviceId}`,
      details: { personId },
    });
  }
}

function refusal(
  code: 'place_not_yours' | 'role_not_yours' | 'matching_code_differs' | 'invite_unconfirmable',
  field?: string,
): ProblemError {
  const status = code === 'invite_unconfirmable' ? 409 : 422;
  return new ProblemError(status, [{ code, ...(field === undefined ? {} : { field }) }]);
}
