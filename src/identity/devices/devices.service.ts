import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type { DeviceView } from '../../contract/people.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import type { Executor } from '../../kernel/database/sql.js';
import type { Caller } from '../../kernel/http/caller.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { standsAbove } from '../enrolment/invite-rules.js';
import { InvitesStore } from '../enrolment/invites.store.js';
import { PeopleStore } from '../people.store.js';
import { deviceView } from './device-view.js';
import { DevicesStore } from './devices.store.js';

/** What somebody signs in on, and the end of it. */
@Injectable()
export class DevicesService {
  constructor(
    private readonly store: DevicesStore,
    private readonly people: PeopleStore,
    private readonly invites: InvitesStore,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async mine(caller: Caller): Promise<DeviceView[]> {
    const devices = await this.store.listed([caller.personId]);
    return devices.map((device) => deviceView(device, caller));
  }

  /**
   * Ends a device: from the commit on its sessions open nothing, its streams end and its uploads are refused.
   * @throws ProblemError when it is neither the caller's own nor of somebody below.
   */
  async revoke(deviceId: number, caller: Caller): Promise<void> {
    await this.store.inTransaction(async (executor) => {
      const personId = await this.store.ownerOf(executor, deviceId);
      if (personId === undefined) throw notFound('device');
      if (personId !== caller.personId) await this.mustStandAbove(executor, personId, caller);
      const revoked = await this.store.revoke(executor, { deviceId }, this.clock.now());
      await this.record(executor, revoked, { caller, personId });
    });
  }

  /**
   * Ends every device of somebody, who may not sign in until they are invited again. Nobody does it to themselves: an
   * organisation whose last owner is gone would need its operator. @throws ProblemError
   */
  async revokePerson(personId: number, caller: Caller): Promise<void> {
    if (personId === caller.personId) throw new ProblemError(403, [{ code: 'not_yourself' }]);
    await this.store.inTransaction(async (executor) => {
      await this.mustStandAbove(executor, personId, caller);
      await this.people.setActive(executor, personId, false);
      await this.invites.withdrawOlder(executor, personId);
      const revoked = await this.store.revoke(executor, { personId }, this.clock.now());
      await this.record(executor, revoked, { caller, personId });
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'person.put_out',
        subject: `person:${personId}`,
        details: { devices: revoked.length },
      });
    });
  }

  /** Somebody out of reach is answered like nobody. @throws ProblemError */
  private async mustStandAbove(
    executor: Executor,
    personId: number,
    caller: Caller,
  ): Promise<void> {
    const person = await this.invites.findPerson(executor, personId);
    const isInReach = person?.placePath.startsWith(caller.placePath);
    if (!person || !isInReach || !caller.can('people.revoke')) throw notFound('person');
    if (!standsAbove(caller, person)) throw new ProblemError(403, [{ code: 'role_not_yours' }]);
  }

  private async record(
    executor: Executor,
    deviceIds: readonly number[],
    { caller, personId }: { caller: Caller; personId: number },
  ): Promise<void> {
    for (const id of deviceIds) {
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'device.revoked',
        subject: `device:${id}`,
        details: { personId },
      });
    }
  }
}

function notFound(what: string): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what } }]);
}
