import { Controller, Get, Query } from '@nestjs/common';
import {
  attentionQuery,
  coverageQuery,
  type AttentionQuery,
  type CoverageQuery,
  type CoverageView,
} from '../../contract/account-health.js';
import type { Attention } from '../../contract/accounts.js';
import { Requires } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../kernel/http/caller.js';
import { CoverageService } from './coverage.service.js';

@Controller('accounts')
export class CoverageController {
  constructor(private readonly coverage: CoverageService) {}

  /** A place and those right below it, with everything below counted in; 100 rows a page. */
  @Get('coverage')
  @Requires('accounts.read')
  async level(
    @Query({ schema: coverageQuery }) query: CoverageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<CoverageView> {
    return this.coverage.level(query, caller);
  }

  /** What is behind one cell: accounts, what is wrong, who is asked. */
  @Get('attention')
  @Requires('accounts.read')
  async attention(
    @Query({ schema: attentionQuery }) query: AttentionQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Attention> {
    return this.coverage.behind(query, caller);
  }
}
