import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  accountFilter,
  accountImport,
  type AccountFilter,
  type AccountImport,
  type AccountView,
} from '../contract/accounts.js';
import type { ImportResult } from '../contract/districts.js';
import { rowId } from '../contract/row-id.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, isAtTheTop, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { AccountCheck } from './account-check.service.js';
import { AccountsService } from './accounts.service.js';

@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly checks: AccountCheck,
  ) {}

  @Get()
  @Requires('accounts.read')
  async list(
    @Query({ schema: accountFilter }) filter: AccountFilter,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountView[]> {
    return this.accounts.list(caller.placePath, filter);
  }

  /** Changes accounts of every place, so only somebody at the top of the tree may. */
  @Post('import')
  @HttpCode(200)
  @Requires('accounts.import')
  async import(
    @Body({ schema: accountImport }) { content }: AccountImport,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportResult> {
    if (!isAtTheTop(caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
    return this.accounts.importFile(content, caller.personId);
  }

  @Post(':id/check')
  @HttpCode(200)
  @Requires('accounts.import')
  async check(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountView> {
    return this.checks.check(id, caller);
  }
}
