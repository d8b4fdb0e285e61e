import { Injectable, Inject, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { RecallOrder, RecallView } from '../contract/posts.js';
import { PersonStore, RecallStore, ReportStore } from '../deliveries/index.js';
import { HeldOrders, type OrderContent, type OrderDesk, type Word } from '../held-orders/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { despiteLostRaces, type Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import type { PostRow } from './post.store.js';

/** Taking a post back everywhere. Stopping it never waits; deleting what is public may, for a second person. */
@Injectable()
export class RecallService implements OrderDesk, OnModuleInit {
  readonly kind = 'recall';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly reports: ReportStore,
    private readonly people: PersonStore,
    private readonly recalls: RecallStore,
    private readonly orders: HeldOrders,
    private readonly audit: AuditTrail,
  ) {}

  onModuleInit(): void {
    this.orders.serve(this);
  }

  /**
   * After the answer nothing more of the post is sent, and what is public is being taken down, or waits for a second
   * person (`waits`). Ordered twice, it is recalled once.
   * @throws ProblemError also when only the totals of the post are kept: nobody knows any more where it stands.
   */
  async recall(post: PostRow, { reason }: RecallOrder, caller: Caller): Promise<RecallView> {
    if (!(await this.reports.isKept(post.id))) {
      throw new ProblemError(409, [{ code: 'not_recallable' }]);
    }
    // Workers give back what they hold in an order of their own: who loses a deadlock to them asks again.
    return despiteLostRaces(() =>
      this.dataSource.transaction(async (manager) => {
        const stopped = await this.people.cancelPost(manager, post.id, this.clock.now());
        const waits = await this.hold(manager, post, { reason, caller });
        const { personId } = caller;
        if (waits) {
          await this.record(manager, 'post.cancelled', post.id, personId, { reason, ...stopped });
          return { ...stopped, toTakeDown: 0, waits };
        }
        const order = { postId: post.id, personId };
        const toTakeDown = await this.recalls.recallPost(manager, order);
        const details = { reason, ...stopped, toTakeDown };
        await this.record(manager, 'post.recalled', post.id, personId, details);
        return { ...stopped, toTakeDown };
      }),
    );
  }

  async accountsNow(
    executor: Executor,
    { subjectId }: OrderContent,
  ): Promise<number[] | undefined> {
    const isDone = (await this.recalls.recalledAmong(executor, [subjectId])).has(subjectId);
    return isDone ? undefined : this.recalls.publicAccounts(executor, subjectId);
  }

  async carryOut(
    executor: Executor,
    { subjectId, reason }: OrderContent,
    { orderedBy, confirmedBy }: Word,
  ): Promise<void> {
    const order = { postId: subjectId, personId: orderedBy };
    const stopped = await this.people.cancelPost(executor, subjectId, this.clock.now());
    const toTakeDown = await this.recalls.recallPost(executor, order);
    const details = { reason, ...stopped, toTakeDown, orderedBy };
    await this.record(executor, 'post.recalled', subjectId, confirmedBy, details);
  }

  /** A post that is recalled has its word already. */
  private async hold(
    executor: Executor,
    post: PostRow,
    { reason, caller }: { reason: string; caller: Caller },
  ) {
    if (post.recalledAt !== null) return null;
    const { id, title, authorPlacePath } = post;
    const order = {
      kind: this.kind,
      subjectId: id,
      postId: id,
      subjectEn: title,
      subjectHi: title,
      placePath: authorPlacePath,
      reason,
      details: {},
      accountIds: await this.recalls.publicAccounts(executor, id),
    } as const;
    return this.orders.hold(executor, order, caller);
  }

  private async record(
    executor: Executor,
    action: string,
    postId: number,
    personId: number,
    details: Record<string, string | number>,
  ): Promise<void> {
    await this.audit.record(executor, { personId, action, subject: `post:${postId}`, details });
  }
}
