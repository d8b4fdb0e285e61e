import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { BoardCell, DeliveryState } from '../contract/deliveries.js';
import type {
  DecidedCell,
  DecisionKind,
  DecisionView,
  DeliveryDecision,
} from '../contract/posts.js';
import { despiteLostRaces } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { PlatformRegistry } from '../platforms/index.js';
import { RetryService } from './again/retry.service.js';
import { SendAgainService } from './again/send-again.service.js';
import { PersonStore, type Order } from './person.store.js';
import { RecallStore } from './recall/recall.store.js';
import { cellOf } from './report.js';
import { ReportStore, type DeliveryRow } from './report.store.js';

/** What people do with deliveries: try again, decide, look. */
@Injectable()
export class DeliveriesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PersonStore,
    private readonly reports: ReportStore,
    private readonly recalls: RecallStore,
    private readonly retries: RetryService,
    private readonly again: SendAgainService,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
  ) {}

  async retryOne(deliveryId: number, caller: Caller): Promise<BoardCell> {
    const row = await this.find(deliveryId, caller);
    if (!(await this.retries.retryOne(deliveryId, caller)))
      throw inTheWay('not_retryable', row.state);
    return cellOf(await this.find(deliveryId, caller));
  }

  /** Sending again may wait for a second person (`waits`); nothing else does. */
  async decide(
    deliveryId: number,
    decision: DeliveryDecision,
    caller: Caller,
  ): Promise<DecidedCell> {
    const row = await this.find(deliveryId, caller);
    if (row.isPostCancelled && decision.verdict === 'send_again') {
      throw new ProblemError(409, [{ code: 'post_stopped' }]);
    }
    const recalled = await this.recalls.recalledAmong(this.dataSource, [row.postId]);
    const order = orderFor(row, { decision, recalled, caller });
    // Whoever confirms an order locks it before the delivery: who loses that deadlock decides again.
    const waits = await this.changed(async (manager) => {
      const { verdict, reason } = decision;
      const isAgain = verdict === 'send_again';
      const waits = isAgain ? await this.again.hold(manager, row, { reason, caller }) : null;
      if (waits) return waits;
      const isDecided = await (verdict === 'stays'
        ? this.recalls.letStay(manager, order)
        : this.people.decide(manager, order));
      if (!isDecided) throw inTheWay('not_decidable', row.state);
      await this.audit.record(manager, {
        personId: caller.personId,
        action: `delivery.decided.${verdict}`,
        subject: `delivery:${deliveryId}`,
        details: { reason, permalink: order.permalink },
      });
      return null;
    });
    return { ...cellOf(await this.find(deliveryId, caller)), ...(waits ? { waits } : {}) };
  }

  async undecided(caller: Caller): Promise<DecisionView[]> {
    const rows = await this.reports.undecided(caller.scopeOf('posts.read'));
    const postIds = rows.map(({ postId }) => postId);
    const recalled = await this.recalls.recalledAmong(this.dataSource, postIds);
    return rows.map((row) => this.decisionOf(row, recalled));
  }

  private changed<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return despiteLostRaces(() => this.dataSource.transaction(work));
  }

  private async find(deliveryId: number, caller: Caller): Promise<DeliveryRow> {
    const row = await this.reports.one(deliveryId, caller.scopeOf('posts.read'));
    if (!row) throw new ProblemError(404, [{ code: 'not_found', params: { what: 'delivery' } }]);
    return row;
  }

  private decisionOf(row: DeliveryRow, recalled: ReadonlySet<number>): DecisionView {
    return {
      kind: askedOf(row, recalled).kind,
      deliveryId: row.deliveryId,
      postId: row.postId,
      postTitle: row.postTitle,
      districtNameEn: row.nameEn,
      districtNameHi: row.nameHi,
      platform: row.platform,
      handle: row.handle,
      text: row.text,
      sentAt: row.sentAt?.toISOString() ?? null,
      evidence: row.detail ?? '',
      lookUrl: row.permalink ?? this.platforms.get(row.platform).lookUrl(row),
    };
  }
}

interface Asked {
  kind: DecisionKind;
  from: Order['from'];
  to: Partial<Record<DeliveryDecision['verdict'], Order['to']>>;
}

const ASKED: Record<Order['from'], Asked> = {
  needs_decision: {
    kind: 'did_it_go_out',
    from: 'needs_decision',
    to: { published: 'published', send_again: 'retry_wait', leave: 'failed' },
  },
  missed: { kind: 'missed', from: 'missed', to: { send_again: 'ready', leave: 'cancelled' } },
  recall_unknown: {
    kind: 'take_it_down',
    from: 'recall_unknown',
    to: { gone: 'recalled', take_down_again: 'recall_pending', stays: 'published' },
  },
};

/** Nobody knows whether it went out, and it shall be gone. What a person calls public is taken down like the rest. */
const IN_DOUBT_AND_RECALLED: Asked = {
  kind: 'take_it_down',
  from: 'needs_decision',
  to: {
    gone: 'recalled',
    published: 'published',
    take_down_again: 'published',
    stays: 'published',
  },
};

/** @throws ProblemError when the delivery waits for nobody. */
function askedOf({ state, postId }: DeliveryRow, recalled: ReadonlySet<number>): Asked {
  if (state === 'needs_decision' && recalled.has(postId)) return IN_DOUBT_AND_RECALLED;
  if (state === 'needs_decision' || state === 'missed' || state === 'recall_unknown') {
    return ASKED[state];
  }
  throw inTheWay('not_decidable', state);
}

interface Decided {
  decision: DeliveryDecision;
  recalled: ReadonlySet<number>;
  caller: Caller;
}

/** @throws ProblemError when the delivery does not wait for this decision. */
function orderFor(row: DeliveryRow, { decision, recalled, caller }: Decided): Order {
  const asked = askedOf(row, recalled);
  const to = asked.to[decision.verdict];
  if (to === undefined) throw inTheWay('not_decidable', row.state);
  return {
    deliveryId: row.deliveryId,
    personId: caller.personId,
    reason: decision.reason,
    permalink: decision.verdict === 'published' ? (decision.permalink ?? null) : null,
    from: asked.from,
    to,
  };
}

function inTheWay(code: 'not_retryable' | 'not_decidable', state: DeliveryState): ProblemError {
  return new ProblemError(409, [{ code, params: { state } }]);
}
