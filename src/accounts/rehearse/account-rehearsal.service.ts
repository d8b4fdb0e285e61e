import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type { RehearsalView } from '../../contract/rehearsal.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import type { Caller } from '../../kernel/http/caller.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { PlatformRegistry } from '../../platforms/index.js';
import { AccountCheck } from '../account-check.service.js';
import { AccountHealthStore } from '../account-health.store.js';
import { SealedCredentials, type OpenedAccount } from '../sealed-credentials.service.js';
import { rehearsalPicture } from './rehearsal-picture.js';

/** Where a platform that fetches files by itself finds the picture of a rehearsal. */
export const PICTURE_PATH = 'accounts/rehearsal.jpg';

/** Tests an account as far as nothing becomes public. What it finds out of the account's health is kept, as a check's is. */
@Injectable()
export class AccountRehearsal {
  constructor(
    private readonly store: AccountHealthStore,
    private readonly credentials: SealedCredentials,
    private readonly checks: AccountCheck,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError when the caller has no such account. */
  async rehearse(accountId: number, caller: Caller): Promise<RehearsalView> {
    const account = await this.store.findView(accountId, caller.placePath, this.clock.now());
    const opened = account && (await this.credentials.openFor([accountId])).get(accountId);
    if (!opened) throw new ProblemError(404, [{ code: 'not_found', params: { what: 'account' } }]);
    const rehearsed = await this.tryAll(opened);
    await this.keep(accountId, rehearsed, caller);
    return rehearsed;
  }

  /** No transaction is open meanwhile: a platform may take its time. */
  private async tryAll(account: OpenedAccount): Promise<RehearsalView> {
    const finding = await this.checks.learn(account, this.deadline());
    switch (finding.kind) {
      case 'unknown':
        return { kind: 'unavailable', detail: finding.detail };
      case 'broken':
        return { kind: 'refused', trouble: finding.trouble, detail: finding.detail };
      case 'healthy':
        return this.tryPlatform(await this.asItIsNow(account));
    }
  }

  /** The platform may have given it another id a moment ago. */
  private async asItIsNow(account: OpenedAccount): Promise<OpenedAccount> {
    const { accountId } = account;
    return (await this.credentials.openFor([accountId])).get(accountId) ?? account;
  }

  private async tryPlatform(account: OpenedAccount): Promise<RehearsalView> {
    const known: RehearsalView = { kind: 'passed', proved: ['identified'], leaves: null };
    const platform = this.platforms.get(account.platform);
    if (account.kind === 'broken' || !platform.rehearse) return known;
    const { remoteId, handle, credentials } = account;
    const picture = rehearsalPicture(`${this.config.http.publicUrl}/api/${PICTURE_PATH}`);
    const signal = this.deadline();
    const tried = await platform.rehearse({ remoteId, handle, credentials, picture, signal });
    switch (tried.kind) {
      case 'passed':
        return { ...tried, proved: [...new Set([...known.proved, ...tried.proved])] };
      case 'refused':
        return { kind: 'refused', trouble: tried.cause, detail: tried.detail };
      case 'unavailable':
        return tried;
    }
  }

  /** `content` is the fault of what was sent along, or of this server, and not of the account. */
  private async keep(id: number, rehearsed: RehearsalView, caller: Caller): Promise<void> {
    const at = this.clock.now();
    await this.store.inTransaction(async (executor) => {
      if (rehearsed.kind === 'refused' && rehearsed.trouble !== 'content') {
        const { trouble, detail } = rehearsed;
        await this.store.save(executor, id, { health: 'broken', trouble, detail, at });
      }
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'account.rehearsed',
        subject: `account:${id}`,
        details: { outcome: rehearsed.kind },
      });
    });
  }

  private deadline(): AbortSignal {
    return AbortSignal.timeout(this.config.deliveries.sendTimeoutMs);
  }
}
