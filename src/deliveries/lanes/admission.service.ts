import { Injectable } from '@nestjs/common';
import type { OpenedAccount } from '../../accounts/index.js';
import { GroupCommit } from '../../kernel/group-commit.js';
import { EventLog } from '../../kernel/log.js';
import { PlatformRegistry, type Budget, type Carried, type Pause } from '../../platforms/index.js';
import type { Claim } from '../claim.js';
import type { GivenBack } from '../claim.store.js';
import { EnclosureService } from '../enclosures.service.js';
import { EMPTY_LANE, grant, pass, usedPlaces } from './lane.js';
import { LaneStore } from './lane.store.js';
import { Place, type LateStarts, type NewPlace } from './place.js';

/** A claim that may go out, how long after the answer of its claim, and its place in the budgets. */
export type Admitted =
  | { kind: 'go'; claim: Claim; startInMs: number; place: Place }
  | { kind: 'back'; claim: Claim; as: GivenBack };

/** What changes a public post (`publish` is what an edit draws on), and how it stands among the sends. */
export interface ChangeKind {
  operation: 'publish' | 'retract';
  /** 0 urgent, 1 campaign, 2 local. */
  priority: number;
}

/** A change that may be made, and after how long; or one that asks again after a wait. */
export type AdmittedChange<T> =
  { kind: 'go'; item: T; startInMs: number } | { kind: 'back'; item: T; waitMs: number };

/** Gives each claim its place in the budgets that it draws on, or sends it back to the queue until there is one. */
@Injectable()
export class AdmissionService {
  private readonly log = new EventLog('lanes');
  private readonly lateStarts: LateStarts = new Map();
  private readonly lateAsks = new GroupCommit<LateAsk, NewPlace>((asks) => this.placeLate(asks));

  constructor(
    private readonly lanes: LaneStore,
    private readonly platforms: PlatformRegistry,
    private readonly enclosures: EnclosureService,
  ) {}

  async admit(
    claims: readonly Claim[],
    accounts: ReadonlyMap<number, OpenedAccount>,
  ): Promise<Admitted[]> {
    const asks = await Promise.all(
      claims.map(async (claim) => ({
        claim,
        budgets: await this.budgetsOfClaim(claim, accounts.get(claim.accountId)),
      })),
    );
    const keys = new Set(asks.flatMap(({ budgets }) => budgets.map(({ key }) => key)));
    if (keys.size === 0) return claims.map((claim) => this.goAt(claim, claim.dueInMs, []));
    const askedAtTick = performance.now();
    return this.lanes.withLanes(keys, (lanes, nowMs) =>
      asks.map(({ claim, budgets }): Admitted => {
        if (budgets.length === 0) return this.goAt(claim, claim.dueInMs, []);
        const elapsedMs = askedAtTick - claim.claimedAtTick;
        const fromMs = nowMs + Math.max(0, claim.dueInMs - elapsedMs);
        const hasWaited = claim.wakeAt.getTime() !== claim.dueAt.getTime();
        const admit = claim.isResumed ? pass : grant;
        const given = admit(lanes, { budgets, fromMs, priority: claim.priority, hasWaited }, nowMs);
        if (given.kind === 'go') return this.goAt(claim, elapsedMs + given.atMs - nowMs, budgets);
        const wakeAt = new Date(Math.ceil(given.untilMs));
        return { kind: 'back', claim, as: { kind: 'again', wakeAt } };
      }),
    );
  }

  /** What is done to public posts draws on the platforms' budgets too. */
  async admitChanges<T extends Pick<Claim, 'platform' | 'remoteId' | 'accountId'>>(
    items: readonly T[],
    accounts: ReadonlyMap<number, OpenedAccount>,
    { operation, priority }: ChangeKind,
  ): Promise<AdmittedChange<T>[]> {
    const asks = items.map((item) => ({
      item,
      budgets: this.budgetsOf(item, accounts.get(item.accountId), operation),
    }));
    const keys = new Set(asks.flatMap(({ budgets }) => budgets.map(({ key }) => key)));
    if (keys.size === 0) return items.map((item) => ({ kind: 'go', item, startInMs: 0 }));
    return this.lanes.withLanes(keys, (lanes, nowMs) =>
      asks.map(({ item, budgets }): AdmittedChange<T> => {
        const ask = { budgets, fromMs: nowMs, priority, hasWaited: true };
        const given = grant(lanes, ask, nowMs);
        return given.kind === 'go'
          ? { kind: 'go', item, startInMs: given.atMs - nowMs }
          : { kind: 'back', item, waitMs: given.untilMs - nowMs };
      }),
    );
  }

  /** A change was one too many: the account's changes of this kind pause. */
  async pauseChanges(
    item: Pick<Claim, 'platform' | 'remoteId'>,
    account: OpenedAccount | undefined,
    pause: { forMs: number; because: string; operation: ChangeKind['operation'] },
  ): Promise<void> {
    const [narrowest] = this.budgetsOf(item, account, pause.operation);
    await this.lanes.park(narrowest ? [narrowest.key] : [], pause);
  }

  /** Parks exactly what the platform's word binds; where it does not tell, what has been busier than its own pace. */
  async pause(claim: Claim, account: OpenedAccount | undefined, pause: Pause): Promise<void> {
    const budgets = await this.budgetsOfClaim(claim, account);
    const scope = pause.scope === 'unclear' ? await this.likelyScope(budgets) : pause.scope;
    const keys = budgets.filter((budget) => budget.scope === scope).map(({ key }) => key);
    this.log.warn('lane_parked', { scope, keys: keys.join(' '), forMs: pause.forMs });
    await this.lanes.park(keys, { forMs: pause.forMs, because: pause.detail });
  }

  private async likelyScope(budgets: readonly Budget[]): Promise<Budget['scope']> {
    const wide = budgets.filter(({ scope }) => scope === 'application');
    if (wide.length === 0) return 'account';
    return this.lanes.withLanes(new Set(wide.map(({ key }) => key)), (lanes, nowMs) =>
      wide.some((budget) => usedPlaces(budget, lanes.get(budget.key) ?? EMPTY_LANE, nowMs) >= 1)
        ? 'application'
        : 'account',
    );
  }

  /** Where nothing is carried nothing is asked; what can't be read is told by whoever is about to send it. */
  private async budgetsOfClaim(
    claim: Claim,
    account: OpenedAccount | undefined,
  ): Promise<readonly Budget[]> {
    const carried = claim.hasEnclosures
      ? await this.enclosures.of(claim).catch(() => undefined)
      : undefined;
    return this.budgetsOf(claim, account, 'publish', carried);
  }

  private budgetsOf(
    { platform, remoteId }: Pick<Claim, 'platform' | 'remoteId'>,
    account: OpenedAccount | undefined,
    operation: 'publish' | 'retract',
    carried?: Carried,
  ): readonly Budget[] {
    if (account?.kind !== 'open') return [];
    return this.platforms
      .get(platform)
      .budgetsOf({ remoteId, credentials: account.credentials }, operation, carried);
  }

  private goAt(claim: Claim, startInMs: number, budgets: readonly Budget[]): Admitted {
    const place = new Place(claim.claimedAtTick + startInMs, {
      budgets,
      priority: claim.priority,
      lateStarts: this.lateStarts,
      askAgain: (late, priority) => this.askAgain(late, priority),
    });
    return { kind: 'go', claim, startInMs, place };
  }

  /** A lane that can't be asked costs a refusal more at worst; it never costs a result. */
  private async askAgain(budgets: readonly Budget[], priority: number): Promise<NewPlace> {
    return this.lateAsks.add({ budgets, priority }).catch((error: unknown) => {
      this.log.error('place_not_renewed', error);
      return { kind: 'go', inMs: 0 };
    });
  }

  private async placeLate(asks: readonly LateAsk[]): Promise<NewPlace[]> {
    const keys = new Set(asks.flatMap(({ budgets }) => budgets.map(({ key }) => key)));
    return this.lanes.withLanes(keys, (lanes, nowMs) =>
      asks.map((ask) => {
        const given = grant(lanes, { ...ask, fromMs: nowMs, hasWaited: true }, nowMs);
        return given.kind === 'go'
          ? { kind: 'go', inMs: given.atMs - nowMs }
          : { kind: 'wait', inMs: given.untilMs - nowMs };
      }),
    );
  }
}

interface LateAsk {
  budgets: readonly Budget[];
  priority: number;
}
