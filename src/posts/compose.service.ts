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
import { describeProblem, type Problem } from '../contract/problems.js';
import type { PlaceName } from '../districts/index.js';
import { EnclosureStore, EnqueueStore, planFanOut } from '../deliveries/index.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError, refuseIfAny } from '../kernel/problem-error.js';
import { RenditionService } from '../media/index.js';
import { PlatformRegistry } from '../platforms/index.js';
import type { FilledPost, Target } from './fill-texts.js';
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
    private readonly audit: AuditTrail,
  ) {}

  async preview(draft: PostDraft, caller: Caller, language: Language): Promise<PostPreview> {
    const reviewed = await this.review(draft, caller, language);
    return summarizePreview({
      ...reviewed,
      hasMedia: draft.media.length > 0,
      capabilitiesOf: (platform) => this.platforms.get(platform).capabilities,
      problems: reviewed.problems.map((problem) => ({
        ...problem,
        message: describeProblem(problem, language),
      })),
    });
  }

  /** Answers the post's id; the same operation with the same content answers the same one. */
  async publish(post: NewPost, caller: Caller, language: Language): Promise<number> {
    const contentHash = hashOf(post, caller);
    const known = await this.posts.findByOperation(post.operationId);
    if (known) return sameContent(known, contentHash);
    const reviewed = await this.review(post, caller, language);
    refuseIfAny([...urgencyProblems(post, caller), ...reviewed.problems]);
    refuseIfAny(await this.fileProblems(post, language));
    const { due } = reviewed;
    if (!due) throw new Error('A reviewed post without a problem has a due time');
    return this.write({ post, caller, contentHash, reviewed, due });
  }

  private async write(order: {
    post: NewPost;
    caller: Caller;
    contentHash: Buffer;
    reviewed: ReviewedDraft;
    due: DueTime;
  }): Promise<number> {
    const { post, caller, contentHash, reviewed, due } = order;
    const priority = post.priority ?? usualPriority(caller);
    const written = await this.dataSource.transaction(async (manager) => {
      const postId = await this.posts.insert(manager, {
        ...post,
        contentHash,
        authorId: caller.personId,
        createdAt: this.clock.now(),
        due,
        priority,
        notAfterAt: new Date(due.dueAt.getTime() + post.notLaterThanMinutes * MINUTE_MS),
        templates: templatesOf(post.texts, post.targets.platforms),
      });
      if (postId === undefined) return undefined;
      await this.enclosures.enclose(manager, { ...post, postId });
      const plan = planFanOut(reviewed.filled.addressed);
      const deliveries = await this.queue.enqueue(manager, {
        postId,
        dueAt: due.dueAt,
        priority,
        plan,
      });
      await this.audit.record(manager, {
        personId: caller.personId,
        action: 'post.scheduled',
        subject: `post:${postId}`,
        details: { deliveries, dueAt: due.dueAt.toISOString() },
      });
      return postId;
    });
    if (written !== undefined) return written;
    const twin = await this.posts.findByOperation(post.operationId);
    if (!twin) throw new Error('A post with this operation id was there and is gone');
    return sameContent(twin, contentHash);
  }

  /** Every picture and video is made to fit every platform before the post is written, so that no send waits for it. */
  private async fileProblems(
    { media, targets }: NewPost,
    language: Language,
  ): Promise<readonly Problem[]> {
    if (media.length === 0) return [];
    const rules = targets.platforms.map(
      (platform) => [platform, this.platforms.get(platform).capabilities.media] as const,
    );
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
      scopePath: caller.placePath,
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
