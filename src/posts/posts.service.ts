import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { BoardRow, PostProgress } from '../contract/deliveries.js';
import type { CorrectionProgress, PostSummary, PostView } from '../contract/posts.js';
import {
  boardOf,
  CorrectionStore,
  countPhases,
  PersonStore,
  progressOf,
  ReportStore,
  type CorrectionCount,
} from '../deliveries/index.js';
import { HeldOrders } from '../held-orders/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { despiteLostRaces } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { StopsService } from '../stops/index.js';
import { approvalOf } from './approval/approval-of.js';
import { PostStore, type PostRow } from './post.store.js';

/** Reading posts, and cancelling what has not left. */
@Injectable()
export class PostsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly posts: PostStore,
    private readonly reports: ReportStore,
    private readonly people: PersonStore,
    private readonly orders: HeldOrders,
    private readonly corrections: CorrectionStore,
    private readonly stops: StopsService,
    private readonly audit: AuditTrail,
  ) {}

  campaigns(caller: Caller): Promise<{ id: number; name: string }[]> {
    return this.posts.campaigns(caller.scopeOf('posts.read'));
  }

  async find(id: number, caller: Caller): Promise<PostRow> {
    const row = await this.posts.one(id, caller.scopeOf('posts.read'));
    if (!row) throw new ProblemError(404, [{ code: 'not_found', params: { what: 'post' } }]);
    return row;
  }

  async newest(caller: Caller): Promise<PostSummary[]> {
    const rows = await this.posts.newest(caller.scopeOf('posts.read'));
    const ids = rows.map((row) => row.id);
    const counts = await this.reports.countStates(ids, caller.scopeOf('posts.read'));
    return rows.map((row) => {
      const states = counts.filter((count) => count.postId === row.id);
      const total = states.reduce((sum, { n }) => sum + n, 0);
      return { ...this.summaryOf(row, caller), total, counts: countPhases(states) };
    });
  }

  async view(id: number, caller: Caller): Promise<PostView> {
    const row = await this.find(id, caller);
    const progress = await this.progress(id, caller);
    const waits = (await this.orders.waitingOf('recall', [id])).get(id);
    return {
      ...this.summaryOf(row, caller),
      total: progress.total,
      counts: progress.counts,
      texts: await this.posts.templates(id),
      thread: row.thread,
      media: await this.posts.media(id),
      progress,
      correction: await this.correctionOf(id, caller),
      can: {
        cancel:
          mayCancel(row, caller) &&
          (isWaiting(row, progress) || isUnplanned(row)) &&
          row.cancelledAt === null,
        recall:
          mayRecall(row, caller) && row.recalledAt === null && (await this.reports.isKept(id)),
        correct:
          mayCorrect(row, caller) &&
          row.cancelledAt === null &&
          row.recalledAt === null &&
          (await this.reports.isKept(id)),
      },
      ...(waits ? { waits } : {}),
    };
  }

  /** @throws ProblemError when the caller may not change what the post says. */
  async findForCorrection(id: number, caller: Caller): Promise<PostRow> {
    const row = await this.find(id, caller);
    if (!mayCorrect(row, caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
    return row;
  }

  private async correctionOf(id: number, caller: Caller): Promise<CorrectionProgress | null> {
    const counts = await this.corrections.countsOf(
      this.dataSource,
      id,
      caller.scopeOf('posts.read'),
    );
    if (counts.length === 0) return null;
    const sum = (states: readonly CorrectionCount['state'][]) =>
      counts.filter(({ state }) => states.includes(state)).reduce((total, { n }) => total + n, 0);
    return {
      corrected: sum(['corrected']),
      pending: sum(['pending', 'correcting']),
      refused: counts
        .filter(({ state }) => state === 'refused')
        .map(({ platform, n, detail }) => ({ platform, count: n, detail: detail ?? '' })),
    };
  }

  async progress(id: number, caller: Caller): Promise<PostProgress> {
    const [counts, lagMs] = await Promise.all([
      this.reports.countStates([id], caller.scopeOf('posts.read')),
      this.reports.lagMs(id, caller.scopeOf('posts.read')),
    ]);
    return progressOf(id, counts, lagMs);
  }

  async board(id: number, caller: Caller): Promise<BoardRow[]> {
    await this.find(id, caller);
    const rows = await this.reports.ofPost(id, caller.scopeOf('posts.read'));
    return boardOf(rows, rows.some(({ isHeld }) => isHeld) ? await this.stops.standing() : []);
  }

  async cancel(id: number, caller: Caller): Promise<void> {
    const row = await this.find(id, caller);
    if (!mayCancel(row, caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
    await this.change(async (manager) => {
      const { cancelled, underWay } = await this.people.cancelPost(manager, id, this.clock.now());
      if (cancelled + underWay === 0 && !isUnplanned(row)) {
        throw new ProblemError(409, [{ code: 'not_cancellable' }]);
      }
      await this.audit.record(manager, {
        personId: caller.personId,
        action: 'post.cancelled',
        subject: `post:${id}`,
        details: { cancelled, underWay },
      });
    });
  }

  /** @throws ProblemError when the caller may not take it back. */
  async findForRecall(id: number, caller: Caller): Promise<PostRow> {
    const row = await this.find(id, caller);
    if (!mayRecall(row, caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
    return row;
  }

  private summaryOf(row: PostRow, caller: Caller): Omit<PostSummary, 'total' | 'counts'> {
    return { ...summaryOf(row), approval: approvalOf(row, { now: this.clock.now(), caller }) };
  }

  /** Workers give back what they hold in an order of their own: who loses a deadlock to them asks again. */
  private change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return despiteLostRaces(() => this.dataSource.transaction(work));
  }
}

/** Behind a part that needs somebody the rest of its thread waits. */
function isWaiting({ thread }: PostRow, { counts }: PostProgress): boolean {
  return counts.waiting > 0 || (thread.length > 0 && counts.needs_decision > 0);
}

function mayCorrect(row: PostRow, caller: Caller): boolean {
  return mayCancel(row, caller) && caller.can('posts.correct', row.authorPlacePath);
}

/** It waits for a second person, or was sent back: nobody but a cancel keeps it from going out later. */
function isUnplanned({ approval }: PostRow): boolean {
  return approval !== null && approval.state !== 'approved';
}

function mayRecall(row: PostRow, caller: Caller): boolean {
  return mayCancel(row, caller) && caller.can('posts.recall', row.authorPlacePath);
}

/** A district may not cancel what the centre wrote for everybody. */
function mayCancel(row: PostRow, caller: Caller): boolean {
  return caller.can('posts.cancel', row.authorPlacePath);
}

function summaryOf(row: PostRow): Omit<PostSummary, 'total' | 'counts' | 'approval'> {
  return {
    id: row.id,
    title: row.title,
    campaign: row.campaign,
    language: row.language,
    authorName: row.authorName,
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    wallTime: row.wallTime,
    zone: row.zone,
    priority: row.priority,
    notAfterAt: row.notAfterAt.toISOString(),
    isCancelled: row.cancelledAt !== null,
    isRecalled: row.recalledAt !== null,
  };
}
