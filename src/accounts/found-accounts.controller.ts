import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import type { AccountView } from '../contract/accounts.js';
import {
  foundAccountMatch,
  type FoundAccountMatch,
  type FoundAccountView,
} from '../contract/found-accounts.js';
import { rowId } from '../contract/row-id.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, isAtTheTop, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { FoundAccountsService } from './found-accounts.service.js';

/** What was found belongs to no place yet, so only somebody at the top of the tree sees it. */
@Controller('accounts/found')
export class FoundAccountsController {
  constructor(private readonly found: FoundAccountsService) {}

  @Get()
  @Requires('accounts.import')
  async list(@CurrentCaller() caller: Caller): Promise<FoundAccountView[]> {
    refuseBelowTheTop(caller);
    return this.found.waiting();
  }

  /** Those that somebody said are nobody's, so that it can be taken back. */
  @Get('ignored')
  @Requires('accounts.import')
  async ignored(@CurrentCaller() caller: Caller): Promise<FoundAccountView[]> {
    refuseBelowTheTop(caller);
    return this.found.ignored();
  }

  @Post(':id/match')
  @HttpCode(200)
  @Requires('accounts.import')
  async match(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: foundAccountMatch }) { districtId }: FoundAccountMatch,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountView> {
    refuseBelowTheTop(caller);
    return this.found.match(id, districtId, caller);
  }

  @Post(':id/ignore')
  @HttpCode(204)
  @Requires('accounts.import')
  async ignore(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    refuseBelowTheTop(caller);
    await this.found.ignore(id, caller);
  }

  @Post(':id/unignore')
  @HttpCode(204)
  @Requires('accounts.import')
  async unignore(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    refuseBelowTheTop(caller);
    await this.found.unignore(id, caller);
  }
}

function refuseBelowTheTop(caller: Caller): void {
  if (!isAtTheTop(caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
}
