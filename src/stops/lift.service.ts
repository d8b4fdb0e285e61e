import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { WaitingOrder } from '../contract/held-orders.js';
import { PLATFORM_LABELS } from '../contract/platforms.js';
import type { StopLift } from '../contract/stops.js';
import { HeldOrders, type OrderContent, type OrderDesk, type Word } from '../held-orders/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { despiteLostRaces, type Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { StopsStore, type StopRow } from './stops.store.js';

/** Letting go on what a stop holds. It may wait for a second person; the stop stands until then. */
@Injectable()
export class LiftService implements OrderDesk, OnModuleInit {
  readonly kind = 'lift';

  constructor(
    private readonly store: StopsStore,
    private readonly orders: HeldOrders,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.orders.serve(this);
  }

  /** By somebody who may. */
  async lift(stop: StopRow, { reason }: StopLift, caller: Caller): Promise<void> {
    const { personId } = caller;
    // A cancel and a giving back take the held deliveries in an order of their own: who loses a deadlock lifts again.
    await despiteLostRaces(() =>
      this.store.inTransaction(async (executor) => {
        if (await this.hold(executor, stop, { reason, caller })) return;
        await this.letGo(executor, stop.id, { personId, details: { scope: stop.scope, reason } });
      }),
    );
  }

  /** By the id of the stop. */
  waitingOf(stopIds: readonly number[]): Promise<Map<number, WaitingOrder>> {
    return this.orders.waitingOf(this.kind, stopIds);
  }

  async accountsNow(
    executor: Executor,
    { subjectId }: OrderContent,
  ): Promise<number[] | undefined> {
    const isStanding = await this.store.lockStanding(executor, subjectId);
    return isStanding ? this.store.accountsHeldBy(executor, subjectId) : undefined;
  }

  async carryOut(
    executor: Executor,
    { subjectId, reason, details }: OrderContent,
    { orderedBy, confirmedBy }: Word,
  ): Promise<void> {
    await this.letGo(executor, subjectId, {
      personId: confirmedBy,
      details: { scope: details['scope'] ?? null, reason, orderedBy },
    });
  }

  /** A stop without a place of its own is the concern of whoever lifts it, who works at the top. */
  private async hold(
    executor: Executor,
    stop: StopRow,
    { reason, caller }: { reason: string; caller: Caller },
  ): Promise<WaitingOrder | null> {
    if (!(await this.store.lockStanding(executor, stop.id))) return null;
    const order = {
      kind: this.kind,
      subjectId: stop.id,
      postId: null,
      ...nameOf(stop),
      placePath: stop.districtPath ?? caller.placePath,
      reason,
      details: { scope: stop.scope },
      accountIds: await this.store.accountsHeldBy(executor, stop.id),
    } as const;
    return this.orders.hold(executor, order, caller);
  }

  private async letGo(
    executor: Executor,
    id: number,
    word: { personId: number; details: Record<string, string | number | null> },
  ): Promise<void> {
    const { personId, details } = word;
    // First: a hold that waits here reads the new generation and does not hold.
    await this.store.closeGate(executor);
    if (!(await this.store.lift(executor, { id, personId, at: this.clock.now() }))) return;
    await this.store.wakeHeld(executor);
    const subject = `stop:${id}`;
    await this.audit.record(executor, { personId, action: 'sending.resumed', subject, details });
  }
}

/** What was stopped and why, as whoever confirms reads it. */
function nameOf({ platform, subjectEn, subjectHi, reason }: StopRow) {
  const label = platform === null ? { en: 'Everything', hi: 'सब कुछ' } : PLATFORM_LABELS[platform];
  return {
    subjectEn: `${subjectEn ?? label.en}: ${reason}`,
    subjectHi: `${subjectHi ?? label.hi}: ${reason}`,
  };
}
