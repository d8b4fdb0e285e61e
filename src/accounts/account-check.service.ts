import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { HealthChange } from '../contract/account-health.js';
import type { AccountView } from '../contract/accounts.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import type { Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { PlatformRegistry, type Identified } from '../platforms/index.js';
import { AccountHealthStore, type JudgedHealth } from './account-health.store.js';
import { judgeAccount, type Finding } from './judge-account.js';
import { roomOf } from './preflight/room.js';
import { RoomStore } from './preflight/room.store.js';
import { AccountMoves } from './moves/account-moves.service.js';
import { SealedCredentials, type OpenedAccount } from './sealed-credentials.service.js';

const CHANGES_SHOWN = 20;

/** What is known after a check; `unknown` leaves everything as it was. */
type Judged = Exclude<Finding, { kind: 'unknown' }>;

/** Asks the platform whom an account's credentials speak for. Publishes nothing. */
@Injectable()
export class AccountCheck {
  constructor(
    private readonly store: AccountHealthStore,
    private readonly rooms: RoomStore,
    private readonly credentials: SealedCredentials,
    private readonly platforms: PlatformRegistry,
    private readonly moves: AccountMoves,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError when the caller has no such account, or when the platform could not be asked. */
  async check(accountId: number, caller: Caller): Promise<AccountView> {
    const account = await this.store.findView(
      accountId,
      caller.scopeOf('accounts.check'),
      this.clock.now(),
    );
    const opened = account && (await this.credentials.openFor([accountId])).get(accountId);
    if (!account || !opened) throw noSuchAccount();
    const finding = await this.ask(opened, this.deadline());
    if (finding.kind === 'unknown') {
      const { platform } = account;
      const params = { platform, detail: finding.detail };
      throw new ProblemError(409, [{ code: 'platform_unreachable', params }]);
    }
    const judged = await this.judgedHealth(opened, finding);
    await this.store.inTransaction(async (executor) => {
      await this.store.save(executor, accountId, judged);
      await this.recordCheck(executor, { accountId, health: judged.health, caller });
    });
    const checked = await this.store.findView(
      accountId,
      caller.scopeOf('accounts.check'),
      this.clock.now(),
    );
    if (!checked) throw noSuchAccount();
    return checked;
  }

  /**
   * How the account's health turned, the newest first.
   * @throws ProblemError when the caller has no such account.
   */
  async changesOf(accountId: number, caller: Caller): Promise<HealthChange[]> {
    const account = await this.store.findView(
      accountId,
      caller.scopeOf('accounts.read'),
      this.clock.now(),
    );
    if (!account) throw noSuchAccount();
    return this.store.changesOf(accountId, CHANGES_SHOWN);
  }

  /** Asks about one account and keeps what was found. Answers whether the platform answered. */
  async examine(account: OpenedAccount, stop: AbortSignal): Promise<'answered' | 'unanswered'> {
    const finding = await this.learn(account, AbortSignal.any([stop, this.deadline()]));
    return finding.kind === 'unknown' ? 'unanswered' : 'answered';
  }

  /** The same, with what was found. */
  async learn(account: OpenedAccount, signal: AbortSignal): Promise<Finding> {
    const finding = await this.ask(account, signal);
    if (finding.kind !== 'unknown') {
      await this.store.save(
        undefined,
        account.accountId,
        await this.judgedHealth(account, finding),
      );
    }
    return finding;
  }

  /** Keeps what the platform has said of an account just now: it is not asked a second time. */
  async keep(executor: Executor, account: OpenedAccount, said: Identified): Promise<void> {
    const finding = judgeAccount(said, account);
    if (finding.kind === 'unknown') return;
    await this.store.save(executor, account.accountId, await this.judgedHealth(account, finding));
  }

  /** No transaction is open meanwhile: a platform may take its time. */
  private async ask(account: OpenedAccount, signal: AbortSignal): Promise<Finding> {
    if (account.kind === 'broken') {
      return { kind: 'broken', trouble: 'unreadable', detail: account.detail };
    }
    const said = await this.identify(account, signal);
    if (said.kind !== 'moved') return judgeAccount(said, account);
    const { platform, remoteId: was } = account;
    const isNow = said.remoteId;
    const followed = await this.moves.follow({ platform, was, isNow });
    if (followed.kind === 'taken') {
      return { kind: 'broken', trouble: 'moved', detail: followed.detail };
    }
    const moved = { ...account, remoteId: isNow };
    return judgeAccount(await this.identify(moved, signal), moved);
  }

  private identify(
    { platform, remoteId, handle, credentials }: Extract<OpenedAccount, { kind: 'open' }>,
    signal: AbortSignal,
  ): Promise<Identified> {
    return this.platforms.get(platform).identify({ remoteId, handle, credentials, signal });
  }

  private async judgedHealth(account: OpenedAccount, finding: Judged): Promise<JudgedHealth> {
    const at = this.clock.now();
    if (finding.kind === 'broken') {
      const { trouble, detail } = finding;
      return { health: 'broken', trouble, detail, at };
    }
    const { kind, ...known } = finding;
    return { health: kind, ...known, at, noRoomUntil: await this.noRoomUntil(account, at) };
  }

  private async noRoomUntil(account: OpenedAccount, now: Date): Promise<Date | null> {
    if (account.kind === 'broken') return null;
    const budgets = this.platforms.get(account.platform).budgetsOf(account, 'publish');
    const lanes = await this.rooms.lanesOf(budgets.map(({ key }) => key));
    return roomOf(budgets, lanes, now).noneUntil;
  }

  private deadline(): AbortSignal {
    return AbortSignal.timeout(this.config.deliveries.sendTimeoutMs);
  }

  private async recordCheck(
    executor: Executor,
    checked: { accountId: number; health: JudgedHealth['health']; caller: Caller },
  ): Promise<void> {
    const { accountId, health, caller } = checked;
    await this.audit.record(executor, {
      personId: caller.personId,
      action: 'account.checked',
      subject: `account:${accountId}`,
      details: { health },
    });
  }
}

function noSuchAccount(): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what: 'account' } }]);
}
