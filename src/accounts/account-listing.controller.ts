import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  accountMatch,
  accountSearch,
  type AccountMatch,
  type AccountSearch,
  type FoundAccount,
} from '../contract/account-listing.js';
import type { ImportResult } from '../contract/districts.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { BodyLimit, FILE_BODY_BYTES } from '../kernel/http/body-limit.decorator.js';
import { CurrentCaller, isAtTheTop, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { AccountListing } from './account-listing.service.js';

/** A token is a body, never part of an address: addresses end up in logs. */
@Controller('accounts/pages')
export class AccountListingController {
  constructor(private readonly listing: AccountListing) {}

  /** Pages, and Instagram's accounts beside them, that a token may act for. Changes nothing. */
  @Post()
  @HttpCode(200)
  @Requires('accounts.import')
  async find(
    @Body({ schema: accountSearch }) search: AccountSearch,
    @CurrentCaller() caller: Caller,
  ): Promise<FoundAccount[]> {
    mayImport(caller);
    return this.listing.find(search);
  }

  /** Imports those that were matched to places, each with its own Page's token. */
  @Post('import')
  @HttpCode(200)
  @Requires('accounts.import')
  @BodyLimit(FILE_BODY_BYTES)
  async takeOver(
    @Body({ schema: accountMatch }) match: AccountMatch,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportResult> {
    mayImport(caller);
    return this.listing.takeOver(match, caller.personId);
  }
}

/** It changes accounts of every place, so only somebody at the top of the tree may. */
function mayImport(caller: Caller): void {
  if (!isAtTheTop(caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
}
