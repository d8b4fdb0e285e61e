import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type {
  HeldOrderView,
  OrderDecision,
  OrderKind,
  WaitingOrder,
} from '../contract/held-orders.js';
import type { ProblemCode } from '../contract/problems.js';
import { rolesWith, TrustService } from '../identity/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { despiteLostRaces, type Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError, type RefusalStatus } from '../kernel/problem-error.js';
import { HeldOrdersStore, type HeldOrderRow } from './held-orders.store.js';
import {
  bytesOf,
  contentIn,
  isWithin,
  partOf,
  subjectOf,
  type OrderContent,
} from './order-content.js';
import type { OrderDesk } from './order-desk.js';

/** An order that somebody gives, with the place whose people decide about it. */
export interface GivenOrder extends OrderContent {
  placePath: string;
}

const CONFIRMS = 'posts.approve';

/** Orders above the owner's limit: they wait for a second person, and are carried out at that word. */
@Injectable()
export class HeldOrders {
  private readonly desks = new Map<OrderKind, OrderDesk>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly store: HeldOrdersStore,
    private readonly trust: TrustService,
    private readonly audit: AuditTrail,
  ) {}

  /** From now on orders of its kind are carried out there. */
  serve(desk: OrderDesk): void {
    this.desks.set(desk.kind, desk);
  }

  /**
   * Inside the transaction that would carry the order out. Answers what waits now, or null: the caller's own word is
   * enough and the order is to be carried out. Ordered twice it waits once, unless what it is about has changed.
   */
  async hold(
    executor: Executor,
    { placePath, ...content }: GivenOrder,
    caller: Caller,
  ): Promise<WaitingOrder | null> {
    const { kind, subjectId, accountIds, reason } = content;
    const alone = await this.trust.ordersAlone(caller, executor);
    const isEnough = alone === null || accountIds.length <= alone;
    const part = partOf(content);
    const wanted = { kind, subjectId, part, roles: rolesWith(CONFIRMS) };
    const standing = await this.store.lockWaiting(executor, wanted);
    if (standing && !isEnough && isStill(standing, content)) return waitingViewOf(standing);
    if (standing) await this.supersede(executor, standing, caller);
    if (isEnough) return null;
    const at = this.clock.now();
    const { personId } = caller;
    const given = { kind, subjectId, part, placePath, accountIds, reason, personId, at };
    await this.store.insert(executor, { ...given, content: bytesOf(content) });
    const made = await this.store.lockWaiting(executor, wanted);
    if (!made) throw new Error('An insert answers its row');
    await this.record(executor, 'order.held', { row: made, personId, note: reason });
    return waitingViewOf(made);
  }

  /** What waits about these, by the id of what it is about. */
  async waitingOf(
    kind: OrderKind,
    subjectIds: readonly number[],
  ): Promise<Map<number, WaitingOrder>> {
    const wanted = { kind, subjectIds, roles: rolesWith(CONFIRMS) };
    const rows = await this.store.waitingOf(this.dataSource, wanted);
    return new Map(rows.map((row) => [row.subjectId, waitingViewOf(row)]));
  }

  async awaiting(caller: Caller): Promise<HeldOrderView[]> {
    const rows = await this.store.awaiting(this.dataSource, {
      ...reachOf(caller),
      personId: caller.personId,
    });
    return rows.map(viewOf);
  }

  /** @throws ProblemError when it does not wait, not for this person, or is not any more what was ordered. */
  async decide(id: number, decision: OrderDecision, caller: Caller): Promise<void> {
    await despiteLostRaces(() =>
      this.dataSource.transaction((manager) => this.decideAtOnce(manager, id, decision, caller)),
    );
  }

  private async decideAtOnce(
    manager: EntityManager,
    id: number,
    { decision, hash, note }: OrderDecision,
    caller: Caller,
  ): Promise<void> {
    const { personId } = caller;
    const row = await this.store.lock(manager, id, reachOf(caller));
    if (!row) throw new ProblemError(404, [{ code: 'not_found', params: { what: 'order' } }]);
    refuse(row.orderedById === personId, 403, 'order_of_own');
    refuse(row.state !== 'waiting' || !row.isOrdererActive, 409, 'order_not_waiting');
    refuse(row.sha256.toString('hex') !== hash, 409, 'order_changed');
    const content = contentIn(row.content);
    const desk = this.desks.get(content.kind);
    if (!desk) throw new Error(`Nobody carries out orders of the kind ${content.kind}`);
    if (decision === 'confirm') {
      refuse(!isWithin(content, await desk.accountsNow(manager, content)), 409, 'order_outdated');
    }
    const state = decision === 'confirm' ? 'confirmed' : 'refused';
    await this.store.decide(manager, { id, state, personId, at: this.clock.now(), note });
    await this.record(manager, `order.${state}`, { row, personId, note });
    if (decision === 'refuse') return;
    // After the word is written: the database refuses what still waits for it.
    await desk.carryOut(manager, content, { orderedBy: row.orderedById, confirmedBy: personId });
  }

  private async supersede(executor: Executor, row: HeldOrderRow, caller: Caller): Promise<void> {
    const at = this.clock.now();
    const { id } = row;
    await this.store.decide(executor, { id, state: 'superseded', personId: null, at, note: '' });
    const { personId } = caller;
    await this.record(executor, 'order.superseded', { row, personId, note: '' });
  }

  private async record(
    executor: Executor,
    action: string,
    { row, personId, note }: { row: HeldOrderRow; personId: number; note: string },
  ): Promise<void> {
    const content = contentIn(row.content);
    await this.audit.record(executor, {
      personId,
      action,
      subject: subjectOf(content),
      details: {
        order: row.id,
        kind: content.kind,
        accounts: row.accounts,
        sha256: row.sha256.toString('hex'),
        ...(note === '' ? {} : { note }),
      },
    });
  }
}

function refuse(isInTheWay: boolean, status: RefusalStatus, code: ProblemCode): void {
  if (isInTheWay) throw new ProblemError(status, [{ code }]);
}

function reachOf(caller: Caller) {
  return { roles: rolesWith(CONFIRMS), scopePath: caller.scopeOf(CONFIRMS) };
}

/** Whether what waits is what is ordered now, by somebody who may still order it. */
function isStill(row: HeldOrderRow, content: OrderContent): boolean {
  const waiting = contentIn(row.content);
  const isSame = JSON.stringify(waiting.details) === JSON.stringify(content.details);
  return row.isOrdererActive && isSame && isWithin(waiting, content.accountIds);
}

function waitingViewOf(row: HeldOrderRow): WaitingOrder {
  const { id, accounts, orderedBy, orderedAt, confirmers } = row;
  return { id, accounts, orderedBy, orderedAt: orderedAt.toISOString(), confirmers };
}

function viewOf(row: HeldOrderRow): HeldOrderView {
  const { kind, postId, subjectEn, subjectHi, reason } = contentIn(row.content);
  const hash = row.sha256.toString('hex');
  return { ...waitingViewOf(row), kind, hash, postId, subjectEn, subjectHi, reason };
}
