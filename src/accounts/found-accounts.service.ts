import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { AccountView } from '../contract/accounts.js';
import type { FoundAccountView } from '../contract/found-accounts.js';
import { DistrictsService } from '../districts/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import type { Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { AccountHealthStore } from './account-health.store.js';
import { AccountsStore } from './accounts.store.js';
import { FoundAccountsStore } from './found-accounts.store.js';
import type { PlannedAccount } from './import-accounts.js';
import { SealedCredentials } from './sealed-credentials.service.js';

interface Said {
  action: 'account.ignored' | 'account.unignored';
  foundId: number;
  caller: Caller;
  isNew: boolean;
}

/** Accounts that were found on the platforms: a person says whose they are, or that they are nobody's. */
@Injectable()
export class FoundAccountsService {
  constructor(
    private readonly store: FoundAccountsStore,
    private readonly accounts: AccountsStore,
    private readonly health: AccountHealthStore,
    private readonly credentials: SealedCredentials,
    private readonly districts: DistrictsService,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async waiting(): Promise<FoundAccountView[]> {
    return this.store.waiting();
  }

  /**
   * The found account becomes the district's, with the credentials of the reader that saw it.
   * @throws ProblemError when there is no such row or district, or when another district holds the account.
   */
  async match(foundId: number, districtId: number, caller: Caller): Promise<AccountView> {
    const [isDistrict] = await this.districts.subtreeOf(
      [districtId],
      caller.scopeOf('accounts.import'),
    );
    if (isDistrict === undefined) throw nothingFound('district');
    // An import waits meanwhile, so that the account is not made twice.
    const accountId = await this.accounts.inImport(async (executor) => {
      const planned = await this.plan(executor, foundId, districtId);
      const [id = 0] = await this.accounts.reserveIds(executor, 1);
      await this.accounts.insert(executor, [{ ...planned, id }]);
      await this.credentials.seal(executor, [{ ...planned, id }]);
      await this.store.removeFound(executor, planned.platform, planned.remoteId);
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'account.matched',
        subject: `account:${id}`,
        details: { districtId, platform: planned.platform, remoteId: planned.remoteId },
      });
      return id;
    });
    const view = await this.health.findView(
      accountId,
      caller.scopeOf('accounts.import'),
      this.clock.now(),
    );
    if (!view) throw nothingFound('account');
    return view;
  }

  async ignored(): Promise<FoundAccountView[]> {
    return this.store.ignored();
  }

  /** It is not shown again, whatever changes there, unless somebody takes that back. */
  async ignore(foundId: number, caller: Caller): Promise<void> {
    await this.store.inTransaction(async (executor) => {
      const isNew = await this.store.ignore(executor, foundId, this.clock.now());
      await this.note(executor, { action: 'account.ignored', foundId, caller, isNew });
    });
  }

  /** It waits for a person again. */
  async unignore(foundId: number, caller: Caller): Promise<void> {
    await this.store.inTransaction(async (executor) => {
      const isNew = await this.store.unignore(executor, foundId);
      await this.note(executor, { action: 'account.unignored', foundId, caller, isNew });
    });
  }

  /** What somebody says twice, as after an answer that was lost, is one line in the record. */
  private async note(executor: Executor, { action, foundId, caller, isNew }: Said): Promise<void> {
    if (!isNew && !(await this.store.isThere(executor, foundId))) throw nothingFound('account');
    if (!isNew) return;
    const subject = `found_account:${foundId}`;
    await this.audit.record(executor, { personId: caller.personId, action, subject, details: {} });
  }

  private async plan(
    executor: Executor,
    foundId: number,
    districtId: number,
  ): Promise<PlannedAccount> {
    const found = await this.store.findWithReader(executor, foundId);
    if (!found) throw nothingFound('account');
    const { platform, handle, remoteId } = found;
    const [taken] = await this.accounts.findKnown(executor, [{ platform, remoteId }]);
    if (taken) {
      const params = { platform, remoteId, district: taken.districtCode };
      throw new ProblemError(409, [{ code: 'account_taken', params }]);
    }
    const cells = await this.credentials.cellsOf(executor, [found.accountId]);
    const credentials = cells.get(found.accountId);
    if (!credentials) throw nothingFound('account');
    return {
      districtId,
      platform,
      handle,
      remoteId,
      isVerified: false,
      audience: null,
      credentials,
    };
  }
}

function nothingFound(what: 'account' | 'district'): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what } }]);
}
