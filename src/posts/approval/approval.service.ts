import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import type { ApprovalOrder, ApprovalReading, AwaitingPost } from '../../contract/approvals.js';
import type { NewPost } from '../../contract/posts.js';
import type { ProblemCode } from '../../contract/problems.js';
import { accountsIn, EnqueueStore } from '../../deliveries/index.js';
import { TrustService } from '../../identity/index.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { despiteLostRaces, type Executor } from '../../kernel/database/sql.js';
import type { Caller } from '../../kernel/http/caller.js';
import { demandStepUp } from '../../kernel/http/step-up.js';
import { ProblemError, type RefusalStatus } from '../../kernel/problem-error.js';
import { ApprovalStore, type ApprovalRow } from './approval.store.js';
import { bytesOf, proposalIn, textsByPlatform, type Proposal } from './proposal.js';

/** Four eyes: what waits for a second person, and planning it at their word. */
@Injectable()
export class ApprovalService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: ApprovalStore,
    private readonly trust: TrustService,
    private readonly queue: EnqueueStore,
    private readonly audit: AuditTrail,
  ) {}

  /** Whether a second person has to see what this caller sends to so many accounts. */
  async isNeeded(caller: Caller, accounts: number, executor?: Executor): Promise<boolean> {
    const alone = await this.trust.reachAlone(caller, executor);
    return alone !== null && accounts > alone;
  }

  /** Inside the transaction that writes the post; nothing of it is planned. */
  async submit(
    executor: Executor,
    order: { postId: number; personId: number; proposal: Proposal },
  ): Promise<void> {
    const { postId, personId, proposal } = order;
    await this.store.submit(executor, this.submissionOf(order));
    await this.record(executor, 'post.submitted', { postId, personId, proposal });
  }

  /**
   * Inside the transaction that rewrites the post.
   * @throws ProblemError unless it waits, was returned or was missed, and is the caller's own.
   */
  async submitAnew(
    executor: Executor,
    order: { postId: number; personId: number; proposal: Proposal },
  ): Promise<void> {
    const row = await this.store.lock(executor, order.postId);
    refuse(row === undefined || row.authorId !== order.personId, 403, 'not_allowed');
    refuse(row?.state === 'approved', 409, 'approval_not_waiting');
    refuse(row?.cancelledAt !== null, 409, 'approval_not_waiting');
    await this.store.submitAnew(executor, this.submissionOf(order));
    await this.record(executor, 'post.submitted', order);
  }

  async awaiting(caller: Caller): Promise<AwaitingPost[]> {
    const rows = await this.store.awaiting(this.dataSource, {
      scopePath: caller.scopeOf('posts.approve'),
      personId: caller.personId,
      now: this.clock.now(),
    });
    return rows.map(viewOf);
  }

  /** The post as its author wrote it, to be written anew. @throws ProblemError for anybody but its author. */
  async draftOf(postId: number, caller: Caller): Promise<Omit<NewPost, 'operationId'>> {
    const row = await this.store.find(this.dataSource, postId);
    if (row?.authorId !== caller.personId) {
      throw new ProblemError(404, [{ code: 'not_found', params: { what: 'post' } }]);
    }
    return proposalIn(row.proposal).draft;
  }

  /** @throws ProblemError when it does not wait, not for this person, or not in the form that they saw. */
  async decide(postId: number, order: ApprovalOrder, caller: Caller): Promise<void> {
    await despiteLostRaces(() =>
      this.dataSource.transaction((manager) => this.decideAtOnce(manager, postId, order, caller)),
    );
  }

  /**
   * Records that it was shown to the caller, once for each form of it.
   * @throws ProblemError as `decide` does for what does not wait for this person in this form.
   */
  async noteReading(postId: number, { hash }: ApprovalReading, caller: Caller): Promise<void> {
    const { personId } = caller;
    await this.dataSource.transaction(async (manager) => {
      const row = await this.store.find(manager, postId);
      if (!row) throw new ProblemError(409, [{ code: 'approval_not_waiting' }]);
      this.permitReading(row, hash, caller);
      const { sha256, proposal } = row;
      if (!(await this.store.noteReading(manager, { postId, sha256, personId }))) return;
      const read = { postId, personId, proposal: proposalIn(proposal) };
      await this.record(manager, 'post.read_for_approval', read);
    });
  }

  private async decideAtOnce(
    manager: EntityManager,
    postId: number,
    order: ApprovalOrder,
    caller: Caller,
  ): Promise<void> {
    const row = await this.store.lock(manager, postId);
    if (!row) throw new ProblemError(409, [{ code: 'approval_not_waiting' }]);
    this.permit(row, order, caller);
    const state = order.decision === 'approve' ? 'approved' : 'returned';
    const at = this.clock.now();
    const { personId } = caller;
    await this.store.decide(manager, { postId, state, personId, at, note: order.note });
    const proposal = proposalIn(row.proposal);
    if (state === 'approved') await this.plan(manager, postId, proposal, caller);
    await this.record(manager, `post.${state}`, { postId, personId, proposal, note: order.note });
  }

  private permitReading(row: ApprovalRow, hash: string, caller: Caller): void {
    refuse(row.authorId === caller.personId, 403, 'approval_of_own');
    refuse(!caller.can('posts.approve', row.authorPlacePath), 403, 'not_allowed');
    refuse(row.cancelledAt !== null, 409, 'approval_not_waiting');
    refuse(row.state !== 'awaiting', 409, 'approval_not_waiting');
    refuse(row.sha256.toString('hex') !== hash, 409, 'approval_changed');
  }

  private permit(row: ApprovalRow, { decision, hash }: ApprovalOrder, caller: Caller): void {
    this.permitReading(row, hash, caller);
    if (decision !== 'approve') return;
    const isTooLate = row.notAfterAt.getTime() <= this.clock.now().getTime();
    refuse(isTooLate, 409, 'approval_too_late');
    if (row.accounts > this.config.identity.stepUpAccounts) demandStepUp(caller);
  }

  /** After the word is written: the database refuses deliveries before it. */
  private async plan(
    manager: EntityManager,
    postId: number,
    { plan, dueAt, priority }: Proposal,
    caller: Caller,
  ): Promise<void> {
    const accountIds = accountsIn(plan);
    const scopePath = caller.scopeOf('posts.approve');
    const within = await this.store.countWithin(manager, accountIds, scopePath);
    refuse(within !== accountIds.length, 409, 'approval_out_of_reach');
    await this.queue.enqueue(manager, { postId, dueAt: new Date(dueAt), priority, plan });
    await this.queue.waitFromNow(manager, postId);
  }

  private submissionOf({ postId, personId, proposal }: Submitted) {
    return {
      postId,
      authorId: personId,
      proposal: bytesOf(proposal),
      accounts: accountsIn(proposal.plan).length,
      at: this.clock.now(),
    };
  }

  private async record(
    executor: Executor,
    action: string,
    { postId, personId, proposal, note = '' }: Submitted & { note?: string },
  ): Promise<void> {
    const { sha256 = Buffer.alloc(0) } = (await this.store.find(executor, postId)) ?? {};
    await this.audit.record(executor, {
      personId,
      action,
      subject: `post:${postId}`,
      details: {
        accounts: accountsIn(proposal.plan).length,
        dueAt: proposal.dueAt,
        sha256: sha256.toString('hex'),
        ...(note === '' ? {} : { note }),
      },
    });
  }
}

interface Submitted {
  postId: number;
  personId: number;
  proposal: Proposal;
}

function refuse(isInTheWay: boolean, status: RefusalStatus, code: ProblemCode): void {
  if (isInTheWay) throw new ProblemError(status, [{ code }]);
}

function viewOf(row: ApprovalRow): AwaitingPost {
  const proposal = proposalIn(row.proposal);
  const { draft, dueAt, wallTime, zone, notAfterAt, priority } = proposal;
  return {
    postId: row.postId,
    hash: row.sha256.toString('hex'),
    revision: row.revision,
    title: draft.title,
    campaign: draft.campaign,
    authorName: row.authorName,
    authorPlaceEn: row.authorPlaceEn,
    authorPlaceHi: row.authorPlaceHi,
    submittedAt: row.submittedAt.toISOString(),
    dueAt,
    wallTime,
    zone,
    notAfterAt,
    priority,
    accounts: row.accounts,
    media: draft.media,
    perPlatform: textsByPlatform(proposal),
  };
}
