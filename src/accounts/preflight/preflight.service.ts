import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { PLATFORM_NAMES, type PlatformName } from '../../contract/platforms.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import type { Caller } from '../../kernel/http/caller.js';
import { EventLog } from '../../kernel/log.js';
import { PlatformRegistry } from '../../platforms/index.js';
import { AccountCheck } from '../account-check.service.js';
import { allEnded } from '../all-ended.js';
import { SealedCredentials, type OpenedAccount } from '../sealed-credentials.service.js';
import { CheckQueueStore, type DueCheck } from './check-queue.store.js';
import { quietNightAt } from './night.js';
import { roomOf } from './room.js';
import { RoomStore } from './room.store.js';

const MINUTE_MS = 60_000;
/** A night's checks begin in this span. */
const SPREAD_MS = 120 * MINUTE_MS;
/** Asked of a platform at once; the next group follows after a wait for each of them. */
const GROUP = 4;
/** Mean wait for each account: at most 7 a second on one platform, of up to 4 requests each. */
const PACE_MS = 150;
const DUE_AT_ONCE = 100;
/** So many groups in a row without any answer, and the platform is left alone for a while. */
const SILENT_GROUPS = 2;
const ASK_AGAIN_AFTER_MS = 10 * MINUTE_MS;
/** After so many times without an answer the next night asks again. */
const MAX_ATTEMPTS = 6;
/** A pause of a platform may be as long as a day; a check looks again sooner whether it still stands. */
const LONGEST_WAIT_MS = 60 * MINUTE_MS;

type Result = 'answered' | 'unanswered' | 'put_off';

/** Checks every account each night, and those that somebody asks for, one after the other; none keeps another waiting. */
@Injectable()
export class PreflightService {
  private readonly log = new EventLog('accounts');

  constructor(
    private readonly queue: CheckQueueStore,
    private readonly rooms: RoomStore,
    private readonly check: AccountCheck,
    private readonly credentials: SealedCredentials,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Asks for a check of all that the caller sees at or below the place. Answers how many wait there now. */
  async order(placeId: number | null, caller: Caller): Promise<number> {
    const at = this.clock.now();
    return this.queue.inTransaction(async (executor) => {
      const waiting = await this.queue.order(executor, {
        scopePath: caller.scopeOf('accounts.check'),
        placeId,
        at,
      });
      // Nothing of it is the caller's: nothing was ordered.
      if (waiting === 0) return 0;
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'accounts.check_ordered',
        subject: placeId === null ? 'accounts' : `district:${placeId}`,
        details: { waiting },
      });
      return waiting;
    });
  }

  /** In the quiet hours, once a night. */
  async planNight(): Promise<void> {
    const startAt = this.clock.now();
    const { checkFromHour } = this.config.accounts;
    if (checkFromHour === null) return;
    const night = quietNightAt(startAt, this.config.timeZone, checkFromHour);
    if (night === null) return;
    const billed = this.platforms
      .all()
      .filter(({ capabilities }) => capabilities.cost !== null)
      .map(({ capabilities }) => capabilities.name);
    const planned = await this.queue.planNight({ night, startAt, spreadMs: SPREAD_MS, billed });
    if (planned !== null) this.log.info('night_planned', { night, planned });
  }

  /** Makes every check that is due, each platform at its own pace. */
  async checkDue(stop: AbortSignal): Promise<void> {
    await allEnded(PLATFORM_NAMES.map((platform) => this.checkPlatform(platform, stop)));
  }

  private async checkPlatform(platform: PlatformName, stop: AbortSignal): Promise<void> {
    let silentGroups = 0;
    for (;;) {
      const due = await this.queue.due(platform, this.clock.now(), DUE_AT_ONCE);
      if (due.length === 0) return;
      for (let start = 0; start < due.length; start += GROUP) {
        if (stop.aborted) return;
        const results = await this.checkGroup(due.slice(start, start + GROUP), stop);
        const isSilent = results.every((result) => result === 'unanswered');
        silentGroups = isSilent ? silentGroups + 1 : 0;
        if (silentGroups >= SILENT_GROUPS) {
          await this.leaveAlone(platform);
          return;
        }
        await wait(paceMs(results.length), undefined, { signal: stop }).catch(() => undefined);
      }
    }
  }

  private async checkGroup(group: readonly DueCheck[], stop: AbortSignal): Promise<Result[]> {
    const opened = await this.credentials.openFor(group.map(({ accountId }) => accountId));
    return allEnded(group.map((due) => this.checkOne(due, opened.get(due.accountId), stop)));
  }

  /** Whatever goes wrong with one account is the matter of that account alone. */
  private async checkOne(
    due: DueCheck,
    account: OpenedAccount | undefined,
    stop: AbortSignal,
  ): Promise<Result> {
    if (!account) {
      await this.queue.remove(due.accountId);
      return 'put_off';
    }
    const result = await this.examine(due, account, stop);
    if (result === 'answered') await this.queue.remove(due.accountId);
    if (result === 'unanswered' && !stop.aborted) await this.askLater(due);
    return result;
  }

  private async examine(due: DueCheck, account: OpenedAccount, stop: AbortSignal): Promise<Result> {
    try {
      const parkedUntil = await this.applicationParkedUntil(account);
      if (!parkedUntil) return await this.check.examine(account, stop);
      const latest = this.clock.now().getTime() + LONGEST_WAIT_MS;
      await this.queue.postpone(due, new Date(Math.min(parkedUntil.getTime(), latest)));
      return 'put_off';
    } catch (error) {
      this.log.error('check_failed', error, { accountId: due.accountId });
      return 'unanswered';
    }
  }

  private async applicationParkedUntil(account: OpenedAccount): Promise<Date | null> {
    if (account.kind === 'broken') return null;
    const budgets = this.platforms.get(account.platform).budgetsOf(account, 'publish');
    const lanes = await this.rooms.lanesOf(budgets.map(({ key }) => key));
    return roomOf(budgets, lanes, this.clock.now()).applicationParkedUntil;
  }

  private async askLater({ accountId, attempts }: DueCheck): Promise<void> {
    const asked = attempts + 1;
    if (asked >= MAX_ATTEMPTS) {
      this.log.warn('check_given_up', { accountId, attempts: asked });
      await this.queue.remove(accountId);
      return;
    }
    const dueAt = new Date(this.clock.now().getTime() + asked * ASK_AGAIN_AFTER_MS);
    await this.queue.postpone({ accountId, attempts: asked }, dueAt);
  }

  private async leaveAlone(platform: PlatformName): Promise<void> {
    this.log.warn('platform_does_not_answer', { platform });
    const dueAt = new Date(this.clock.now().getTime() + ASK_AGAIN_AFTER_MS);
    await this.queue.postponeAll(platform, dueAt);
  }
}

/** Between half and one and a half times the mean, so that no two rounds beat in step. */
function paceMs(count: number): number {
  return count * PACE_MS * (0.5 + Math.random());
}
