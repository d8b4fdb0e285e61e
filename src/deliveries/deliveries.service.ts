import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { BoardCell, DeliveryState, FailureCause } from '../contract/deliveries.js';
import type { DecisionKind, DecisionView, DeliveryDecision } from '../contract/posts.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { PlatformRegistry } from '../platforms/index.js';
import { PersonStore, type Order } from './person.store.js';
import { RecallStore } from './recall/recall.store.js';
import { cellOf } from './report.js';
import { ReportStore, type DeliveryRow } from './report.store.js';

/** Ids that an audit record names; the total is always told. */
const AUDITED_IDS = 1_000;

/** What people do with deliveries: try again, decide, look. */
@Injectable()
export class DeliveriesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly people: PersonStore,
    private readonly reports: ReportStore,
    private readonly recalls: RecallStore,
    private readonly platforms: PlatformRegistry,
    private readonly audit: AuditTrail,
  ) {}

  async retryOne(deliveryId: number, caller: Caller): Promise<BoardCell> {
    const row = await this.find(deliveryId, caller);
    const moved = await this.retry(caller, { deliveryId });
    if (moved === 0) throw inTheWay('not_retryable', row.state);
    return cellOf(await this.find(deliveryId, caller));
  }

  /** Everything of a post that surely did not go out, or only what failed for `cause`. Answers how many accounts. */
  async retryPost(
    postId: number,
    cause: FailureCause | undefined,
    caller: Caller,
  ): Promise<number> {
    return this.retry(caller, cause === undefined ? { postId } : { postId, cause });
  }

  async decide(deliveryId: number, decision: DeliveryDecision, caller: Caller): Promise<BoardCell> {
    const row = await this.find(deliveryId, caller);
    if (row.isPostCancelled && decision.verdict === 'send_again') {
      throw new ProblemError(409, [{ code: 'post_stopped' }]);
    }
    const recalled = await this.recalls.recalledAmong(this.dataSource, [row.postId]);
    const order = orderFor(row, { decision, recalled, caller });
    await this.dataSource.transaction(async (manager) => {
      const { verdict } = decision;
      const isDecided = await (verdict === 'stays'
        ? this.recalls.letStay(manager, order)
        : this.people.decide(manager, order));
      if (!isDecided) throw inTheWay('not_decidable', row.state);
      await this.audit.record(manager, {
        personId: caller.personId,
        action: `delivery.decided.${verdict}`,
        subject: `delivery:${deliveryId}`,
        details: { reason: decision.reason, permalink: order.permalink },
      });
    });
    return cellOf(await this.find(deliveryId, caller));
  }

  async undecided(caller: Caller): Promise<DecisionView[]> {
    const rows = await this.reports.undecided(caller.scopeOf('posts.read'));
    const postIds = rows.map(({ postId }) => postId);
    const recalled = await this.recalls.recalledAmong(this.dataSource, postIds);
    return rows.map((row) => this.decisionOf(row, recalled));
  }

  private async retry(
    caller: Caller,
    filter: { postId?: number; deliveryId?: number; cause?: FailureCause },
  ): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const moved = await this.people.retry(manager, {
        placePath: caller.scopeOf('deliveries.retry'),
        ...filter,
      });
      const ids = moved.map(({ id }) => id);
      if (ids.length === 0) return 0;
      await this.audit.record(manager, {
        personId: caller.personId,
        action: 'delivery.retried',
        subject:
          filter.postId === undefined ? `delivery:${String(ids[0])}` : `post:${filter.postId}`,
        details: { deliveryIds: ids.slice(0, AUDITED_IDS).join(','), total: ids.length },
      });
      return new Set(moved.map(({ accountId }) => accountId)).size;
    });
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
