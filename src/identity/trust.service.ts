import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { VolunteerView } from '../contract/volunteers.js';
import type { Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { SettingsService } from '../settings/index.js';
import { ordersAlone, reachAlone } from './reach-alone.js';
import { TrustStore, type VolunteerRow } from './trust.store.js';

/** Whose posts go out without a second person. */
@Injectable()
export class TrustService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: TrustStore,
    private readonly settings: SettingsService,
    private readonly audit: AuditTrail,
  ) {}

  async volunteers(caller: Caller): Promise<VolunteerView[]> {
    const rows = await this.store.volunteers(this.dataSource, caller.scopeOf('people.trust'));
    return rows.map(viewOf);
  }

  /** @throws ProblemError when the caller has no such volunteer. */
  async change(personId: number, isTrusted: boolean, caller: Caller): Promise<VolunteerView> {
    return this.dataSource.transaction(async (manager) => {
      const row = await this.store.volunteer(manager, personId);
      if (!row || !caller.can('people.trust', row.placePath)) throw absent();
      if (!(await this.store.change(manager, { ...row, isTrusted }))) throw absent();
      await this.audit.record(manager, {
        personId: caller.personId,
        action: isTrusted ? 'person.trusted' : 'person.trust_ended',
        subject: `person:${personId}`,
        details: { placeId: row.placeId },
      });
      return viewOf({ ...row, isTrusted });
    });
  }

  /**
   * To how many accounts this person's post may go without a second person, null: to any number. With an `executor`,
   * as it stands within its transaction.
   */
  async reachAlone(
    { personId, role }: Pick<Caller, 'personId' | 'role'>,
    executor: Executor = this.dataSource,
  ): Promise<number | null> {
    const isTrusted = await this.store.isTrusted(executor, personId);
    const { approvalAboveAccounts } = await this.settings.read(executor);
    return reachAlone({ role, isTrusted }, approvalAboveAccounts);
  }

  /** As `ordersAlone`, by the settings as they stand within the transaction of `executor`. */
  async ordersAlone({ role }: Pick<Caller, 'role'>, executor: Executor): Promise<number | null> {
    const { approvalAboveAccounts } = await this.settings.read(executor);
    return ordersAlone(role, approvalAboveAccounts);
  }
}

function viewOf({ personId, name, placeEn, placeHi, isTrusted }: VolunteerRow): VolunteerView {
  return { personId, name, placeEn, placeHi, isTrusted };
}

function absent(): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what: 'volunteer' } }]);
}
