import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  approvalOrder,
  approvalReading,
  type ApprovalOrder,
  type ApprovalReading,
  type AwaitingPost,
} from '../../contract/approvals.js';
import type { Language } from '../../contract/language.js';
import { newPost, type NewPost, type PostView } from '../../contract/posts.js';
import { rowId } from '../../contract/row-id.js';
import { Requires } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, CurrentLanguage, type Caller } from '../../kernel/http/caller.js';
import { Limited } from '../../kernel/rates/rate.decorator.js';
import { ComposeService } from '../compose.service.js';
import { PostsService } from '../posts.service.js';
import { ApprovalService } from './approval.service.js';

@Controller()
export class ApprovalsController {
  constructor(
    private readonly approvals: ApprovalService,
    private readonly compose: ComposeService,
    private readonly posts: PostsService,
  ) {}

  /** Posts that wait for the word of the one who asks, with everything that would go out. */
  @Get('approvals')
  @Requires('posts.approve')
  awaiting(@CurrentCaller() caller: Caller): Promise<AwaitingPost[]> {
    return this.approvals.awaiting(caller);
  }

  /** Lets a post go out exactly as `hash` names it, or sends it back to its author. Nobody decides about their own. */
  @Post('posts/:id/approval')
  @HttpCode(200)
  @Requires('posts.approve')
  async decide(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: approvalOrder }) order: ApprovalOrder,
    @CurrentCaller() caller: Caller,
  ): Promise<PostView> {
    await this.posts.find(id, caller);
    await this.approvals.decide(id, order, caller);
    return this.posts.view(id, caller);
  }

  /** Notes that exactly this was shown to the one who asks: a line of the record, once for each form of a post. */
  @Post('posts/:id/approval/reading')
  @HttpCode(204)
  @Requires('posts.approve')
  @Limited('read')
  async noteReading(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: approvalReading }) reading: ApprovalReading,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    await this.posts.find(id, caller);
    await this.approvals.noteReading(id, reading, caller);
  }

  /** The own post as it was written, to be changed and sent anew. */
  @Get('posts/:id/draft')
  @Requires('posts.write')
  draft(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<Omit<NewPost, 'operationId'>> {
    return this.approvals.draftOf(id, caller);
  }

  /** The own post anew, while it is not approved: it waits again, and what was said of it before counts no more. */
  @Put('posts/:id')
  @Requires('posts.write')
  async revise(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: newPost }) post: NewPost,
    @CurrentCaller() caller: Caller,
    @CurrentLanguage() language: Language,
  ): Promise<PostView> {
    await this.posts.find(id, caller);
    await this.compose.revise(id, post, caller, language);
    return this.posts.view(id, caller);
  }
}
