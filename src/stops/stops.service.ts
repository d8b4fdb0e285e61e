import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { WaitingOrder } from '../contract/held-orders.js';
import type { NewStop, StopLift, StopView } from '../contract/stops.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { NotificationListener } from '../kernel/database/notifications.js';
import { isAtTheTop, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import type { StandingStop } from './hold-on.js';
import { LiftService } from './lift.service.js';
import type { StopSet } from './stop-for.js';
import { StopsStore, type StopRow } from './stops.store.js';

/** Setting, lifting and knowing the stops. */
@Injectable()
export class StopsService implements OnModuleInit {
  private known: Promise<StopSet> | undefined;

  constructor(
    private readonly store: StopsStore,
    private readonly lifts: LiftService,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
  ) {}

  onModuleInit(): void {
    this.notifications.on('munadi_stops', () => {
      this.known = undefined;
    });
  }

  /** As last read. It may be out of date: an intent names the generation that it was decided under. */
  current(): Promise<StopSet> {
    return this.known ?? this.refresh();
  }

  refresh(): Promise<StopSet> {
    const reading = this.store.current();
    this.known = reading;
    // What failed is read again by the next who asks.
    reading.catch(() => {
      if (this.known === reading) this.known = undefined;
    });
    return reading;
  }

  async list(caller: Caller): Promise<StopView[]> {
    const rows = await this.store.list(caller.scopeOf('stops.read'));
    const standing = rows.filter(({ liftedAt }) => liftedAt === null).map(({ id }) => id);
    const waiting = await this.lifts.waitingOf(standing);
    return rows.map((row) => viewOf(row, { caller, waits: waiting.get(row.id) }));
  }

  /** What holds deliveries now, with the names of who ordered it; the oldest first. */
  standing(): Promise<StandingStop[]> {
    return this.store.allStanding();
  }

  /** After the answer no new send begins of what is stopped. Ordered twice, the stop that stands is answered. */
  async stop(stop: NewStop, caller: Caller): Promise<StopView> {
    await this.permit(stop, caller);
    const at = this.clock.now();
    const id = await this.store.inTransaction(async (executor) => {
      await this.store.closeGate(executor);
      const standing = await this.store.standing(executor, stop);
      if (standing !== undefined) return standing;
      const made = await this.store.insert(executor, { stop, personId: caller.personId, at });
      await this.audit.record(executor, {
        personId: caller.personId,
        action: 'sending.stopped',
        subject: `stop:${made}`,
        details: { scope: stop.scope, reason: stop.reason },
      });
      return made;
    });
    return this.view(id, caller);
  }

  /** What it holds goes on, or the answer says which second person it waits for. */
  async lift(id: number, order: StopLift, caller: Caller): Promise<StopView> {
    const row = await this.find(id);
    if (!mayBind(row, caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
    await this.lifts.lift(row, order, caller);
    return this.view(id, caller);
  }

  /** A place's own people stop that place and its accounts; what binds others is the centre's. */
  private async permit(stop: NewStop, caller: Caller): Promise<void> {
    switch (stop.scope) {
      case 'everything':
      case 'platform':
        if (!isAtTheTop(caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
        return;
      case 'campaign':
        if (!isAtTheTop(caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
        if (!(await this.store.hasCampaign(stop.campaignId))) throw absent('campaign');
        return;
      case 'district':
      case 'account': {
        const subjectId = stop.scope === 'district' ? stop.districtId : stop.accountId;
        const path = await this.store.pathOf(stop.scope, subjectId);
        if (path === undefined || !caller.can('stops.set', path)) throw absent(stop.scope);
      }
    }
  }

  private async view(id: number, caller: Caller): Promise<StopView> {
    const waiting = await this.lifts.waitingOf([id]);
    return viewOf(await this.find(id), { caller, waits: waiting.get(id) });
  }

  private async find(id: number): Promise<StopRow> {
    const row = await this.store.one(id);
    if (!row) throw absent('stop');
    return row;
  }
}

function absent(what: string): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what } }]);
}

/** Without a place of its own a stop binds the whole tree. */
function mayBind({ districtPath }: StopRow, caller: Caller): boolean {
  if (!caller.can('stops.set')) return false;
  return districtPath === null ? isAtTheTop(caller) : caller.can('stops.set', districtPath);
}

function viewOf(
  row: StopRow,
  { caller, waits }: { caller: Caller; waits: WaitingOrder | undefined },
): StopView {
  return {
    id: row.id,
    scope: row.scope,
    platform: row.platform,
    subjectId: row.subjectId,
    subjectEn: row.subjectEn,
    subjectHi: row.subjectHi,
    reason: row.reason,
    stoppedBy: row.stoppedBy,
    stoppedAt: row.stoppedAt.toISOString(),
    liftedBy: row.liftedBy,
    liftedAt: row.liftedAt?.toISOString() ?? null,
    can: { lift: row.liftedAt === null && mayBind(row, caller) },
    ...(waits ? { waits } : {}),
  };
}
