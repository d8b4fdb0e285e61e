import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { AccountView } from '../contract/accounts.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { PlatformRegistry } from '../platforms/index.js';
import type { Account } from './account.entity.js';
import { AccountsStore } from './accounts.store.js';
import { judgeAccount, type Finding } from './judge-account.js';
import { SealedCredentials, type OpenedAccount } from './sealed-credentials.service.js';

/** Asks the platform whom an account's credentials speak for. Publishes nothing. */
@Injectable()
export class AccountCheck {
  constructor(
    private readonly store: AccountsStore,
    private readonly credentials: SealedCredentials,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError when the caller has no such account, or when the platform could not be asked. */
  async check(accountId: number, caller: Caller): Promise<AccountView> {
    const account = await this.store.findView(accountId, caller.placePath);
    const opened = account && (await this.credentials.openFor([accountId])).get(accountId);
    if (!account || !opened) throw noSuchAccount();
    const finding = await this.ask(opened);
    if (finding.kind === 'unknown') {
      const { platform } = account;
      const params = { platform, detail: finding.detail };
      throw new ProblemError(409, [{ code: 'platform_unreachable', params }]);
    }
    await this.save(accountId, finding, caller);
    const checked = await this.store.findView(accountId, caller.placePath);
    if (!checked) throw noSuchAccount();
    return checked;
  }

  /** No transaction is open meanwhile: a platform may take its time. */
  private async ask(account: OpenedAccount): Promise<Finding> {
    if (account.kind === 'broken') return { kind: 'broken', detail: account.detail };
    const { remoteId, handle, credentials } = account;
    const signal = AbortSignal.timeout(this.config.deliveries.sendTimeoutMs);
    const platform = this.platforms.get(account.platform);
    return judgeAccount(
      await platform.identify({ remoteId, handle, credentials, signal }),
      account,
    );
  }

  private async save(
    accountId: number,
    finding: Exclude<Finding, { kind: 'unknown' }>,
    { personId }: Caller,
  ): Promise<void> {
    const checkedAt = this.clock.now();
    const health = finding.kind;
    await this.store.inTransaction(async (executor) => {
      await this.store.saveHealth(executor, accountId, {
        health,
        checkedAt,
        ...changesOf(finding),
      });
      await this.audit.record(executor, {
        personId,
        action: 'account.checked',
        subject: `account:${accountId}`,
        details: { health },
      });
    });
  }
}

/** What the platform does not tell stays as it was imported. */
function changesOf(finding: Exclude<Finding, { kind: 'unknown' }>): Partial<Account> {
  if (finding.kind === 'broken') return { healthDetail: finding.detail };
  const { handle, isVerified, audience } = finding;
  return {
    healthDetail: null,
    handle,
    ...(isVerified === null ? {} : { isVerified }),
    ...(audience === null ? {} : { audience }),
  };
}

function noSuchAccount(): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what: 'account' } }]);
}
