import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import type { Language } from '../contract/language.js';
import type { CorrectionOrder, CorrectionView } from '../contract/posts.js';
import type { Problem } from '../contract/problems.js';
import { CorrectionStore, EnqueueStore, planFanOut, ReportStore } from '../deliveries/index.js';
import { despiteLostRaces } from '../kernel/database/sql.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError, refuseIfAny } from '../kernel/problem-error.js';
import { ApprovalService } from './approval/approval.service.js';
import type { FilledPost } from './fill-texts.js';
import { PostStore, type PostRow } from './post.store.js';
import { ReviewContentService } from './review-content.service.js';
import { templatesOf } from './thread-parts.js';

/** Other words for a post: what waits says them from the start, what is public is changed where the platform can. */
@Injectable()
export class CorrectService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly posts: PostStore,
    private readonly reports: ReportStore,
    private readonly contents: ReviewContentService,
    private readonly queue: EnqueueStore,
    private readonly corrections: CorrectionStore,
    private readonly approvals: ApprovalService,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ProblemError when a platform would refuse the new words, or the post is stopped or too old. */
  async correct(
    post: PostRow,
    order: CorrectionOrder,
    { caller, language }: { caller: Caller; language: Language },
  ): Promise<CorrectionView> {
    if (post.cancelledAt !== null || post.recalledAt !== null) throw notCorrectable();
    const targets = await this.reports.targetsOf(post.id);
    if (targets.length === 0) throw notCorrectable();
    if (await this.approvals.isNeeded(caller, targets.length)) {
      throw new ProblemError(409, [{ code: 'correction_needs_approval' }]);
    }
    const before = await this.posts.templates(post.id);
    const thread = order.thread ?? post.thread;
    refuseIfAny(lengthProblems(post, thread));
    const platforms = before.map(({ platform }) => platform);
    const templates = templatesOf(order.texts, platforms);
    const { filled, problems } = await this.contents.review(
      {
        targets,
        texts: order.texts,
        thread,
        platforms,
        language: post.language,
        media: await this.posts.media(post.id),
        options: Object.fromEntries(before.map(({ platform, options }) => [platform, options])),
      },
      caller,
      language,
    );
    refuseIfAny(problems);
    const changed = await this.write(post, order, { filled, before, templates, thread, caller });
    return changed;
  }

  private async write(
    post: PostRow,
    order: CorrectionOrder,
    given: {
      filled: FilledPost;
      before: Awaited<ReturnType<PostStore['templates']>>;
      templates: ReturnType<typeof templatesOf>;
      thread: readonly string[];
      caller: Caller;
    },
  ): Promise<CorrectionView> {
    const { personId } = given.caller;
    const plan = planFanOut(given.filled.addressed);
    return despiteLostRaces(() =>
      this.dataSource.transaction(async (manager) => {
        const textIds = await this.queue.insertTexts(manager, { postId: post.id, plan });
        const texts = plan.deliveries.map(({ accountId, part, textIndex }) => ({
          accountId,
          part,
          textId: textIds[textIndex] ?? 0,
        }));
        const view = await this.corrections.correct(manager, { postId: post.id, personId, texts });
        await this.posts.replaceTemplates(manager, post.id, given);
        await this.audit.record(manager, {
          personId,
          action: 'post.corrected',
          subject: `post:${post.id}`,
          details: {
            ...view,
            reason: order.reason,
            before: JSON.stringify(
              given.before.map(({ platform, template }) => ({ platform, template })),
            ),
            ...(post.thread.length > 0 ? { threadBefore: JSON.stringify(post.thread) } : {}),
          },
        });
        return view;
      }),
    );
  }
}

/** Each part is a post of its own: with another number of them, words would come to stand in the wrong one. */
function lengthProblems(post: PostRow, thread: readonly string[]): Problem[] {
  if (thread.length === post.thread.length) return [];
  const params = { parts: post.thread.length, given: thread.length };
  return [{ code: 'thread_length_fixed', field: 'thread', params }];
}

function notCorrectable(): ProblemError {
  return new ProblemError(409, [{ code: 'not_correctable' }]);
}
