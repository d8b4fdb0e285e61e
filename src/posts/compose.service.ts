import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AccountsService } from '../accounts/index.js';
import { AuditTrail } from '../audit/index.js';
import type { Priority } from '../contract/deliveries.js';
import type { Language } from '../contract/language.js';
import type { PlatformName } from '../contract/platforms.js';
import type { NewPost, PostDraft, PostPreview } from '../contract/posts.js';
import { describeProblem, type Problem, type ProblemAnswer } from '../contract/problems.js';
import { mediaRulesWith } from '../contract/review-content.js';
import type { PlaceName } from '../districts/index.js';
import {
  accountsIn,
  EnclosureStore,
  EnqueueStore,
  planFanOut,
  type DeliveryPlan,
} from '../deliveries/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import type { Executor } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { demandStepUp } from '../kernel/http/step-up.js';
import { ProblemError, refuseIfAny } from '../kernel/problem-error.js';
import { MediaService, RenditionService } from '../media/index.js';
import { PlatformRegistry } from '../platforms/index.js';
import { ApprovalService } from './approval/approval.service.js';
import type { Proposal } from './approval/proposal.js';
import type { FilledPost, Target } from './fill-texts.js';
import { foreseenTroubles, wishesOf } from './foreseen.js';
import { PostStore } from './post.store.js';
import { summarizePreview } from './preview.js';
import { ReviewContentService } from './review-content.service.js';
import { templatesOf } from './thread-parts.js';
import { scheduledTime, type DueTime } from './schedule-time.js';

/** A draft with everything that was looked up for it. */
interface ReviewedDraft {
  targets: readonly Target[];
  /** The posts that each platform carries, one behind the other. */
  templates: ReadonlyMap<PlatformName, readonly string[]>;
  filled: FilledPost;
  due: DueTime | undefined;
  problems: Problem[];
  nameOf: (districtId: number) => PlaceName;
}

/** A post that may go out like this, and where to. */
interface ReadyPost {
  post: NewPost;
  due: DueTime;
  priority: Priority;
  notAfterAt: Date;
  plan: DeliveryPlan;
}

/** From what a person wrote to a post and its plan: compose, review, plan, enqueue. */
@Injectable()
export class ComposeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    private readonly contents: ReviewContentService,
    private readonly accounts: AccountsService,
    private readonly platforms: PlatformRegistry,
    private readonly posts: PostStore,
    private readonly renditions: RenditionService,
    private readonly enclosures: EnclosureStore,
    private readonly queue: EnqueueStore,
    private readonly media: MediaService,
    private readonly approvals: ApprovalService,
    private readonly audit: AuditTrail,
  ) {}

  async preview(draft: PostDraft, caller: Caller, language: Language): Promise<PostPreview> {
    const reviewed = await this.review(draft, caller, language);
    return summarizePreview({
      ...reviewed,
      hasMedia: draft.media.length > 0,
      capabilitiesOf: (platform) => this.platforms.get(platform).capabilities,
      problems: answersOf(reviewed.problems, language),
      warnings: answersOf(await this.foreseen(draft, reviewed, language), language),
    });
  }

  /** What will go wrong in some accounts; asked of none of them now. */
  private async foreseen(
    { media, options }: PostDraft,
    { targets, nameOf }: ReviewedDraft,
    language: Language,
  ): Promise<Problem[]> {
    const names = new Set(targets.map(({ platform }) => platform));
    const platforms = [...names].map((name) => this.platforms.get(name).capabilities);
    const wishes = wishesOf({ platforms, hasMedia: media.length > 0, options });
    const lacks = wishes.map(({ lack }) => lack);
    const lacking = await this.accounts.lacking(targets, lacks);
    return foreseenTroubles(wishes, lacking, { nameOf: (id) => nameOf(id)[language], language });
  }

  /**
   * Answers the post's id; the same operation with the same content answers the same one. What needs a second person
   * is written and waits; nothing of it is planned.
   */
  async publish(post: NewPost, caller: Caller, language: Language): Promise<number> {
    const contentHash = hashOf(post, caller);
    const known = await this.posts.findByOperation(post.operationId);
    if (known) return sameContent(known, contentHash);
    const ready = await this.prepare(post, caller, language);
    const written = await this.dataSource.transaction(async (manager) => {
      const postId = await this.posts.insert(manager, {
        ...rowOf(ready),
        operationId: post.operationId,
        contentHash,
        authorId: caller.personId,
        createdAt: this.clock.now(),
      });
      if (postId === undefined) return undefined;
      await this.enclosures.enclose(manager, { ...post, postId });
      const accounts = accountsIn(ready.plan).length;
      if (await this.approvals.isNeeded(caller, accounts, manager)) {
        const proposal = await this.proposalOf(manager, ready);
        await this.approvals.submit(manager, { postId, personId: caller.personId, proposal });
      } else await this.plan(manager, postId, ready, caller);
      return postId;
    });
    if (written !== undefined) return written;
    const twin = await this.posts.findByOperation(post.operationId);
    if (!twin) throw new Error('A post with this operation id was there and is gone');
    return sameContent(twin, contentHash);
  }

  /**
   * Other words, files, accounts or another time for the caller's own post that is not approved: it waits anew.
   * @throws ProblemError when it is somebody else's, approved or cancelled, or has a problem like any post.
   */
  async revise(postId: number, post: NewPost, caller: Caller, language: Language): Promise<void> {
    const ready = await this.prepare(post, caller, language);
    await this.dataSource.transaction(async (manager) => {
      const proposal = await this.proposalOf(manager, ready);
      const { personId } = caller;
      await this.approvals.submitAnew(manager, { postId, personId, proposal });
      const contentHash = hashOf(post, caller);
      await this.posts.rewrite(manager, postId, { ...rowOf(ready), contentHash });
      await this.enclosures.enclose(manager, { ...post, postId });
    });
  }

  /** @throws ProblemError with everything that keeps the post from going out. */
  private async prepare(post: NewPost, caller: Caller, language: Language): Promise<ReadyPost> {
    const reviewed = await this.review(post, caller, language);
    refuseIfAny([...urgencyProblems(post, caller), ...reviewed.problems]);
    if (reviewed.targets.length > this.config.identity.stepUpAccounts) demandStepUp(caller);
    refuseIfAny(await this.fileProblems(post, language));
    const { due, filled } = reviewed;
    if (!due) throw new Error('A reviewed post without a problem has a due time');
    return {
      post,
      due,
      priority: post.priority ?? usualPriority(caller),
      notAfterAt: new Date(due.dueAt.getTime() + post.notLaterThanMinutes * MINUTE_MS),
      plan: planFanOut(filled.addressed),
    };
  }

  private async plan(
    executor: Executor,
    postId: number,
    { due: { dueAt }, priority, plan }: ReadyPost,
    { personId }: Caller,
  ): Promise<void> {
    const deliveries = await this.queue.enqueue(executor, { postId, dueAt, priority, plan });
    await this.audit.record(executor, {
      personId,
      action: 'post.scheduled',
      subject: `post:${postId}`,
      details: { deliveries, dueAt: dueAt.toISOString() },
    });
  }

  private async proposalOf(executor: Executor, ready: ReadyPost): Promise<Proposal> {
    const { due, notAfterAt, priority, plan } = ready;
    const { operationId: _, ...draft } = ready.post;
    const mediaIds = draft.media.map(({ mediaId }) => mediaId);
    return {
      draft,
      dueAt: due.dueAt.toISOString(),
      wallTime: due.wallTime,
      zone: due.zone,
      notAfterAt: notAfterAt.toISOString(),
      priority,
      mediaSha256: await this.media.originals(executor, mediaIds),
      plan: { texts: [...plan.texts], deliveries: [...plan.deliveries] },
    };
  }

  /** Every picture and video is made to fit every platform before the post is written, so that no send waits for it. */
  private async fileProblems(
    { media, targets, options }: NewPost,
    language: Language,
  ): Promise<readonly Problem[]> {
    if (media.length === 0) return [];
    const rules = targets.platforms.map((platform) => {
      const { capabilities } = this.platforms.get(platform);
      return [platform, mediaRulesWith(capabilities, options[platform] ?? {})] as const;
    });
    const mediaIds = media.map(({ mediaId }) => mediaId);
    const made = await this.renditions.ensure(mediaIds, new Map(rules), language);
    switch (made.kind) {
      case 'ready':
        return [];
      case 'impossible':
        return made.problems;
      case 'not_ready':
        return [{ code: 'media_not_ready', field: 'media' }];
    }
  }

  private async review(
    draft: PostDraft,
    caller: Caller,
    language: Language,
  ): Promise<ReviewedDraft> {
    const { platforms } = draft.targets;
    const targets = await this.accounts.targetsIn({
      districtIds: draft.targets.districtIds,
      exceptIds: draft.targets.exceptDistrictIds,
      platforms,
      scopePath: caller.scopeOf('posts.write'),
    });
    const { filled, templates, nameOf, problems } = await this.contents.review(
      { ...draft, targets, platforms },
      caller,
      language,
    );
    const scheduled = scheduledTime(draft.schedule, this.clock.now(), this.config.timeZone);
    const due = scheduled.kind === 'due' ? scheduled.due : undefined;
    const untimely = scheduled.kind === 'refused' ? [scheduled.problem] : [];
    return { targets, templates, filled, due, problems: [...untimely, ...problems], nameOf };
  }
}

function answersOf(problems: readonly Problem[], language: Language): ProblemAnswer[] {
  return problems.map((problem) => ({ ...problem, message: describeProblem(problem, language) }));
}

function rowOf({ post, due, priority, notAfterAt }: ReadyPost) {
  const { title, campaign, language, thread } = post;
  const templates = templatesOf(post.texts, post.targets.platforms);
  return { title, campaign, language, thread, due, priority, notAfterAt, templates };
}

/** A district's own people go after a campaign, unless somebody central says otherwise. */
function usualPriority(caller: Caller): Priority {
  return mayGoFirst(caller) ? 'campaign' : 'local';
}

function urgencyProblems({ priority }: NewPost, caller: Caller): Problem[] {
  if (priority === undefined || priority === 'local' || mayGoFirst(caller)) return [];
  return [{ code: 'priority_not_yours', field: 'priority' }];
}

function mayGoFirst(caller: Caller): boolean {
  return caller.can('posts.go_first');
}

const MINUTE_MS = 60_000;

function hashOf(post: NewPost, caller: Caller): Buffer {
  const content = { ...post, operationId: null };
  return createHash('sha256')
    .update(JSON.stringify([caller.personId, content]))
    .digest();
}

function sameContent(known: { id: number; contentHash: Buffer }, contentHash: Buffer): number {
  if (known.contentHash.equals(contentHash)) return known.id;
  throw new ProblemError(409, [{ code: 'operation_reused', field: 'operationId' }]);
}
