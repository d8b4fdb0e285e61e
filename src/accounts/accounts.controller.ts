import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  accountFilter,
  accountImport,
  type AccountFilter,
  type AccountImport,
  type AccountView,
} from '../contract/accounts.js';
import { checkOrder, type CheckOrder, type HealthChange } from '../contract/account-health.js';
import type { ImportResult } from '../contract/districts.js';
import { rowId } from '../contract/row-id.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { BodyLimit, FILE_BODY_BYTES } from '../kernel/http/body-limit.decorator.js';
import { CurrentCaller, isAtTheTop, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { AccountCheck } from './account-check.service.js';
import { PreflightService } from './preflight/preflight.service.js';
import { AccountsService } from './accounts.service.js';

@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly checks: AccountCheck,
    private readonly preflight: PreflightService,
  ) {}

  @Get()
  @Requires('accounts.read')
  async list(
    @Query({ schema: accountFilter }) filter: AccountFilter,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountView[]> {
    return this.accounts.list(caller.scopeOf('accounts.read'), filter);
  }

  /** Changes accounts of every place, so only somebody at the top of the tree may. */
  @Post('import')
  @HttpCode(200)
  @Requires('accounts.import')
  @BodyLimit(FILE_BODY_BYTES)
  async import(
    @Body({ schema: accountImport }) { content, isTrial }: AccountImport,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportResult> {
    if (!isAtTheTop(caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
    return isTrial
      ? this.accounts.tryFile(content)
      : this.accounts.importFile(content, caller.personId);
  }

  /** Asks for a check of many accounts: they are made one after the other by a process that publishes. */
  @Post('check')
  @HttpCode(202)
  @Requires('accounts.check')
  async checkMany(
    @Body({ schema: checkOrder }) { placeId }: CheckOrder,
    @CurrentCaller() caller: Caller,
  ): Promise<{ waiting: number }> {
    return { waiting: await this.preflight.order(placeId ?? null, caller) };
  }

  @Post(':id/check')
  @HttpCode(200)
  @Requires('accounts.check')
  async check(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<AccountView> {
    return this.checks.check(id, caller);
  }

  /** How the account's health turned, the newest first. */
  @Get(':id/changes')
  @Requires('accounts.read')
  async changes(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<HealthChange[]> {
    return this.checks.changesOf(id, caller);
  }
}
