import { Controller, Get, Header, HttpCode, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { RehearsalView } from '../../contract/rehearsal.js';
import { rowId } from '../../contract/row-id.js';
import { Public, Requires } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../kernel/http/caller.js';
import { AccountRehearsal, PICTURE_PATH } from './account-rehearsal.service.js';
import { REHEARSAL_PICTURE } from './rehearsal-picture.js';

@Controller()
export class RehearsalController {
  constructor(private readonly rehearsal: AccountRehearsal) {}

  /** Tests without publishing. A platform that says no is an answer and no error. */
  @Post('accounts/:id/rehearse')
  @HttpCode(200)
  @Requires('accounts.check')
  async rehearse(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<RehearsalView> {
    return this.rehearsal.rehearse(id, caller);
  }

  /** A grey square, the same for everybody, which platforms fetch without a session. */
  @Get(PICTURE_PATH)
  @Public()
  @ApiExcludeEndpoint()
  @Header('cache-control', 'public, max-age=86400')
  picture(): StreamableFile {
    return new StreamableFile(REHEARSAL_PICTURE.bytes, {
      type: REHEARSAL_PICTURE.mime,
      length: REHEARSAL_PICTURE.bytes.length,
    });
  }
}
