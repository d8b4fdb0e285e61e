import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  accountFilter,
  accountImport,
  type AccountFilter,
  type AccountImport,
  type AccountView,
} from '../contract/accounts.js';
import type { ImportResult } from '../contract/districts.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { AccountCheck } from './account-check.service.js';
import { AccountsService } from './accounts.service.js';

const accountId = z.coerce.number().int().positive().max(2_147_483_647);

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

  @Post('import')
  @HttpCode(200)
  @Requires('accounts.import')
  async import(
    @Body({ schema: accountImport }) { content }: AccountImport,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportResult> {
    return this.accounts.importFile(content, caller.personId);
  }

  @Post(':id/check')
  @HttpCode(200)
  @Requires('accounts.import')
  async check(
    @Param('id', { schema: accountId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountView> {
    return this.checks.check(id, caller);
  }
}
