import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Sse,
  type MessageEvent,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { FAILURE_CAUSES, type BoardRow, type FailureCause } from '../contract/deliveries.js';
import type { Language } from '../contract/language.js';
import {
  correctionOrder,
  newPost,
  postDraft,
  recallOrder,
  type CorrectionOrder,
  type CorrectionView,
  type NewPost,
  type PostDraft,
  type PostPreview,
  type PostSummary,
  type PostView,
  type RecallOrder,
  type RecallView,
  type RetriedView,
} from '../contract/posts.js';
import { rowId } from '../contract/row-id.js';
import { RetryService } from '../deliveries/index.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { BodyLimit, POST_BODY_BYTES } from '../kernel/http/body-limit.decorator.js';
import { CurrentCaller, CurrentLanguage, type Caller } from '../kernel/http/caller.js';
import { Limited } from '../kernel/rates/rate.decorator.js';
import { ComposeService } from './compose.service.js';
import { CorrectService } from './correct.service.js';
import { PostsService } from './posts.service.js';
import { ProgressService } from './progress.service.js';
import { RecallService } from './recall.service.js';

const retryFilter = z.object({ cause: z.enum(FAILURE_CAUSES).optional() });

@Controller()
export class PostsController {
  constructor(
    private readonly compose: ComposeService,
    private readonly posts: PostsService,
    private readonly corrections: CorrectService,
    private readonly recalls: RecallService,
    private readonly progress: ProgressService,
    private readonly retries: RetryService,
  ) {}

  /** Names of the campaigns of posts that the caller sees, newest first. */
  @Get('campaigns')
  @Requires('posts.read')
  campaigns(@CurrentCaller() caller: Caller): Promise<{ id: number; name: string }[]> {
    return this.posts.campaigns(caller);
  }

  /** What the draft would come to; saves nothing. */
  @Post('posts/preview')
  @HttpCode(200)
  @Requires('posts.write')
  @Limited('read')
  @BodyLimit(POST_BODY_BYTES)
  preview(
    @Body({ schema: postDraft }) draft: PostDraft,
    @CurrentCaller() caller: Caller,
    @CurrentLanguage() language: Language,
  ): Promise<PostPreview> {
    return this.compose.preview(draft, caller, language);
  }

  /** Writes the post and its whole plan in one transaction. The same operation id answers the same post. */
  @Post('posts')
  @Requires('posts.write')
  @BodyLimit(POST_BODY_BYTES)
  async create(
    @Body({ schema: newPost }) post: NewPost,
    @CurrentCaller() caller: Caller,
    @CurrentLanguage() language: Language,
  ): Promise<PostView> {
    return this.posts.view(await this.compose.publish(post, caller, language), caller);
  }

  @Get('posts')
  @Requires('posts.read')
  newest(@CurrentCaller() caller: Caller): Promise<PostSummary[]> {
    return this.posts.newest(caller);
  }

  @Get('posts/:id')
  @Requires('posts.read')
  one(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<PostView> {
    return this.posts.view(id, caller);
  }

  /** District by platform, with every reason. */
  @Get('posts/:id/board')
  @Requires('posts.read')
  board(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<BoardRow[]> {
    return this.posts.board(id, caller);
  }

  /** Server-sent events named `progress`, each with a PostProgress. */
  @Sse('posts/:id/progress')
  @Requires('posts.read')
  follow(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<Observable<MessageEvent>> {
    return this.progress.follow(id, caller);
  }

  /** Cancels whatever has not been sent. */
  @Post('posts/:id/cancel')
  @HttpCode(200)
  @Requires('posts.cancel')
  async cancel(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<PostView> {
    await this.posts.cancel(id, caller);
    return this.posts.view(id, caller);
  }

  /** Gives a post other words: before it goes out, and on the platforms that let a public post be changed. */
  @Post('posts/:id/correct')
  @HttpCode(200)
  @Requires('posts.correct')
  @BodyLimit(POST_BODY_BYTES)
  async correctWords(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: correctionOrder }) order: CorrectionOrder,
    @CurrentCaller() caller: Caller,
    @CurrentLanguage() language: Language,
  ): Promise<CorrectionView> {
    const post = await this.posts.findForCorrection(id, caller);
    return this.corrections.correct(post, order, { caller, language });
  }

  /** Takes a post back everywhere: sends nothing more of it, and takes down what is public, or once a second person confirms. */
  @Post('posts/:id/recall')
  @HttpCode(200)
  @Requires('posts.recall', { stepUp: true })
  async recall(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: recallOrder }) order: RecallOrder,
    @CurrentCaller() caller: Caller,
  ): Promise<RecallView> {
    return this.recalls.recall(await this.posts.findForRecall(id, caller), order, caller);
  }

  /** Tries again everything of a post that surely did not go out, or only what failed for one cause; or once a second person confirms. */
  @Post('posts/:id/retry-failed')
  @HttpCode(200)
  @Requires('deliveries.retry')
  async retryFailed(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: retryFilter }) filter: { cause?: FailureCause | undefined },
    @CurrentCaller() caller: Caller,
  ): Promise<RetriedView> {
    return this.retries.retryPost(await this.posts.find(id, caller), filter.cause, caller);
  }
}
