import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { FAILURE_CAUSES, type FailureCause } from '../../contract/deliveries.js';
import type { RetriedView } from '../../contract/posts.js';
import {
  HeldOrders,
  type OrderContent,
  type OrderDesk,
  type Word,
} from '../../held-orders/index.js';
import { despiteLostRaces, type Executor } from '../../kernel/database/sql.js';
import type { Caller } from '../../kernel/http/caller.js';
import { PersonStore, type RetryFilter } from '../person.store.js';

/** Ids that an audit record names; the total is always told. */
const AUDITED_IDS = 1_000;

/** Trying again what surely did not go out. Of many accounts of a post at once, a second person confirms it. */
@Injectable()
export class RetryService implements OrderDesk, OnModuleInit {
  readonly kind = 'retry';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PersonStore,
    private readonly orders: HeldOrders,
    private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.orders.serve(this);
  }

  /** Answers whether it was tried again. */
  async retryOne(deliveryId: number, caller: Caller): Promise<boolean> {
    const { personId } = caller;
    const filter = { placePath: caller.scopeOf('deliveries.retry'), deliveryId };
    const retried = await this.dataSource.transaction((manager) =>
      this.retry(manager, filter, { personId }),
    );
    return retried > 0;
  }

  /** Everything of a post that surely did not go out, or only what failed for `cause`. */
  async retryPost(
    post: { id: number; title: string },
    cause: FailureCause | undefined,
    caller: Caller,
  ): Promise<RetriedView> {
    const { personId } = caller;
    const placePath = caller.scopeOf('deliveries.retry');
    const filter = { placePath, postId: post.id, ...(cause ? { cause } : {}) };
    return despiteLostRaces(() =>
      this.dataSource.transaction(async (manager) => {
        const order = {
          kind: this.kind,
          subjectId: post.id,
          postId: post.id,
          subjectEn: post.title,
          subjectHi: post.title,
          placePath,
          reason: '',
          details: { cause: cause ?? null, placePath },
          accountIds: await this.people.retryable(manager, filter),
        } as const;
        const waits = await this.orders.hold(manager, order, caller);
        if (waits) return { retried: 0, waits };
        return { retried: await this.retry(manager, filter, { personId }) };
      }),
    );
  }

  async accountsNow(executor: Executor, content: OrderContent): Promise<number[] | undefined> {
    const accountIds = await this.people.retryable(executor, filterIn(content));
    return accountIds.length === 0 ? undefined : accountIds;
  }

  async carryOut(
    executor: Executor,
    content: OrderContent,
    { orderedBy, confirmedBy }: Word,
  ): Promise<void> {
    await this.retry(executor, filterIn(content), { personId: confirmedBy, orderedBy });
  }

  /** Answers how many accounts. */
  private async retry(
    executor: Executor,
    filter: RetryFilter,
    { personId, orderedBy }: { personId: number; orderedBy?: number },
  ): Promise<number> {
    const moved = await this.people.retry(executor, filter);
    const ids = moved.map(({ id }) => id);
    if (ids.length === 0) return 0;
    await this.audit.record(executor, {
      personId,
      action: 'delivery.retried',
      subject: filter.postId === undefined ? `delivery:${String(ids[0])}` : `post:${filter.postId}`,
      details: {
        deliveryIds: ids.slice(0, AUDITED_IDS).join(','),
        total: ids.length,
        ...(orderedBy === undefined ? {} : { orderedBy }),
      },
    });
    return new Set(moved.map(({ accountId }) => accountId)).size;
  }
}

function filterIn({ subjectId, details }: OrderContent): RetryFilter {
  const cause = FAILURE_CAUSES.find((one) => one === details['cause']);
  const placePath = String(details['placePath']);
  return { placePath, postId: subjectId, ...(cause ? { cause } : {}) };
}
