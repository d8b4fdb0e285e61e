import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import type { WaitingOrder } from '../../contract/held-orders.js';
import {
  HeldOrders,
  type GivenOrder,
  type OrderContent,
  type OrderDesk,
  type Word,
} from '../../held-orders/index.js';
import type { Executor } from '../../kernel/database/sql.js';
import type { Caller } from '../../kernel/http/caller.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { PersonStore } from '../person.store.js';
import type { DeliveryRow } from '../report.store.js';
import { AgainStore } from './again.store.js';

/**
 * Sending again what may have gone out: it may then stand there twice. Each is ordered by itself, so what counts is on
 * how many accounts a post is sent again in all.
 */
@Injectable()
export class SendAgainService implements OrderDesk, OnModuleInit {
  readonly kind = 'send_again';

  constructor(
    private readonly store: AgainStore,
    private readonly people: PersonStore,
    private readonly orders: HeldOrders,
    private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.orders.serve(this);
  }

  /** In the transaction that would send it again; null: the caller's own word is enough. */
  async hold(
    executor: Executor,
    row: DeliveryRow,
    { reason, caller }: { reason: string; caller: Caller },
  ): Promise<WaitingOrder | null> {
    const doubt = await this.store.lock(executor, row.deliveryId);
    if (doubt?.state !== 'needs_decision') return null;
    const placePath = caller.scopeOf('deliveries.decide');
    const { postId } = row;
    const before = await this.store.accountsSentAgain(executor, { postId, placePath });
    const subject = `${row.postTitle}: ${row.handle}`;
    const order: GivenOrder = {
      kind: this.kind,
      subjectId: row.deliveryId,
      postId,
      subjectEn: subject,
      subjectHi: subject,
      placePath,
      reason,
      details: { epoch: doubt.epoch },
      accountIds: [...new Set([...before, row.accountId])],
    };
    return this.orders.hold(executor, order, caller);
  }

  async accountsNow(
    executor: Executor,
    { subjectId, details }: OrderContent,
  ): Promise<number[] | undefined> {
    const doubt = await this.store.lock(executor, subjectId);
    if (doubt?.state !== 'needs_decision' || doubt.isPostCancelled) return undefined;
    return doubt.epoch === details['epoch'] ? [doubt.accountId] : undefined;
  }

  async carryOut(
    executor: Executor,
    { subjectId, reason }: OrderContent,
    { orderedBy, confirmedBy }: Word,
  ): Promise<void> {
    const isDecided = await this.people.decide(executor, {
      deliveryId: subjectId,
      personId: orderedBy,
      from: 'needs_decision',
      to: 'retry_wait',
      reason,
      permalink: null,
    });
    if (!isDecided) throw new ProblemError(409, [{ code: 'order_outdated' }]);
    await this.audit.record(executor, {
      personId: confirmedBy,
      action: 'delivery.decided.send_again',
      subject: `delivery:${subjectId}`,
      details: { reason, permalink: null, orderedBy },
    });
  }
}
