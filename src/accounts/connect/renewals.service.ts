import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import type { Executor } from '../../kernel/database/sql.js';
import { EventLog } from '../../kernel/log.js';
import { PlatformRegistry, type Refreshed } from '../../platforms/index.js';
import { AccountHealthStore } from '../account-health.store.js';
import { asSentence } from '../judge-account.js';
import { SealedCredentials, type OpenedAccount } from '../sealed-credentials.service.js';
import { RenewalsStore } from './renewals.store.js';

/** New credentials are fetched so long before the old ones end: X's last two hours. */
const AHEAD_MS = 600_000;
const AGAIN_AFTER_MS = 60_000;
const LOOK_EVERY_MS = 30_000;
/** Platforms that do not answer are not asked for one account after the other. */
const MOST_FAILURES = 3;
const SAVE_TRIES = 5;
const SAVE_AGAIN_AFTER_MS = 500;

type Renewed = Extract<Refreshed, { kind: 'granted' }>;
/** `unreadable`: the stored credentials do not open here. Once the key is back they do. */
type Answer = Refreshed | { kind: 'unreadable'; detail: string };
type Round = 'renewed' | 'ended' | 'failed' | 'put_off' | 'none';

/**
 * Fetches new credentials in the place of ones that end. One process at a time for an account: a refresh token is taken
 * once, and one that comes a second time may cost the account. Nobody uses a pair that is not stored.
 */
@Injectable()
export class RenewalsService implements BeforeApplicationShutdown {
  private readonly log = new EventLog('renewals');
  private round: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly store: RenewalsStore,
    private readonly credentials: SealedCredentials,
    private readonly health: AccountHealthStore,
    private readonly platforms: PlatformRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Interval('accounts:renewals', LOOK_EVERY_MS)
  async look(): Promise<void> {
    if (this.config.role === 'web' || this.isStopping || this.round) return;
    this.round = this.renewWithoutFault();
    await this.round;
    this.round = undefined;
  }

  /** Whatever the platform has answered is stored before the connections close. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.round;
  }

  private async renewWithoutFault(): Promise<void> {
    try {
      await this.renewDue();
    } catch (error) {
      this.log.error('renewals_failed', error);
    }
  }

  /** Everything that is due and that no other process has in hand. Answers how many accounts have new credentials. */
  async renewDue(): Promise<number> {
    let renewed = 0;
    let failures = 0;
    while (failures < MOST_FAILURES && !this.isStopping) {
      const round = await this.renewOne();
      if (round === 'none') break;
      if (round === 'renewed') renewed += 1;
      if (round === 'failed') failures += 1;
    }
    return renewed;
  }

  /** Called inside the transaction that stores the credentials. */
  async plan(executor: Executor, accountId: number, expiresAt: Date | null): Promise<void> {
    if (!expiresAt) return this.store.forget(executor, accountId);
    await this.store.plan(executor, accountId, new Date(expiresAt.getTime() - AHEAD_MS));
  }

  /**
   * The lock is held while the platform is asked, and the new pair is stored before it is let go. A process that dies in
   * between leaves the old token, which the platform then refuses: the account has to be connected again.
   */
  private async renewOne(): Promise<Round> {
    const inHand: { accountId: number; renewed: Renewed }[] = [];
    try {
      return await this.store.inTransaction(async (executor) => {
        const accountId = await this.store.lockDue(executor, this.clock.now());
        if (accountId === undefined) return 'none';
        const account = (await this.credentials.openFor([accountId])).get(accountId);
        const refreshed = await this.ask(account);
        if (refreshed.kind === 'granted') inHand.push({ accountId, renewed: refreshed });
        return this.conclude(executor, accountId, refreshed);
      });
    } catch (error) {
      const [saved] = inHand;
      if (!saved) throw error;
      this.log.error('renewal_not_saved', error, { accountId: saved.accountId });
      await this.saveAgain(saved.accountId, saved.renewed);
      return 'renewed';
    }
  }

  private async ask(account: OpenedAccount | undefined): Promise<Answer> {
    if (account?.kind !== 'open') {
      return { kind: 'unreadable', detail: account?.detail ?? 'The account is gone' };
    }
    const platform = this.platforms.get(account.platform);
    if (!platform.refresh) return { kind: 'lasting' };
    const signal = AbortSignal.timeout(this.config.deliveries.sendTimeoutMs);
    return platform.refresh(account.credentials, signal);
  }

  private async conclude(executor: Executor, accountId: number, refreshed: Answer): Promise<Round> {
    switch (refreshed.kind) {
      case 'granted':
        await this.save(executor, accountId, refreshed);
        this.log.info('credentials_renewed', { accountId });
        return 'renewed';
      case 'lasting':
        await this.store.forget(executor, accountId);
        return 'ended';
      case 'refused': {
        this.log.warn('renewal_refused', { accountId });
        await this.store.forget(executor, accountId);
        const detail = `${asSentence(refreshed.detail)} ${CONNECT_AGAIN}`;
        const at = this.clock.now();
        const judged = { health: 'broken', trouble: 'credentials', detail, at } as const;
        await this.health.save(executor, accountId, judged);
        return 'ended';
      }
      case 'unavailable':
        await this.putOff(executor, accountId, refreshed.detail);
        return 'failed';
      case 'unreadable':
        await this.putOff(executor, accountId, refreshed.detail);
        return 'put_off';
    }
  }

  private async putOff(executor: Executor, accountId: number, detail: string): Promise<void> {
    this.log.warn('renewal_put_off', { accountId, detail });
    await this.store.plan(
      executor,
      accountId,
      new Date(this.clock.now().getTime() + AGAIN_AFTER_MS),
    );
  }

  private async save(executor: Executor, accountId: number, renewed: Renewed): Promise<void> {
    await this.credentials.seal(executor, [{ id: accountId, credentials: renewed.cells }]);
    await this.plan(executor, accountId, renewed.expiresAt);
  }

  /** The old pair is dead, and this process alone holds the new one. */
  private async saveAgain(accountId: number, renewed: Renewed): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        await this.store.inTransaction((executor) => this.save(executor, accountId, renewed));
        return;
      } catch (error) {
        if (tried === SAVE_TRIES) throw error;
        await wait(SAVE_AGAIN_AFTER_MS);
      }
    }
  }
}

const CONNECT_AGAIN = 'Connect the account again under Accounts.';
