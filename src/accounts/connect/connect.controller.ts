import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  connectRequest,
  connectReturn,
  type ConnectRequest,
  type ConnectReturn,
  type ConnectStart,
} from '../../contract/connect.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { Requires } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../kernel/http/caller.js';
import { ConnectFilter } from './connect.filter.js';
import { CALLBACK_PATH, CONNECT_WITHIN_MS, ConnectService } from './connect.service.js';

/** Binds what was begun to the browser that began it. */
const COOKIE = 'munadi-connect';

@Controller('accounts/connect')
export class ConnectController {
  constructor(
    private readonly connect: ConnectService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('accounts.import')
  async start(
    @Body({ schema: connectRequest }) wanted: ConnectRequest,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConnectStart> {
    const { authorizeUrl, browserSecret } = await this.connect.start(wanted, caller);
    const maxAge = CONNECT_WITHIN_MS / 1_000;
    void reply.setCookie(COOKIE, browserSecret, { ...this.cookieAttributes(), maxAge });
    return { authorizeUrl };
  }

  /** Where the platform's page sends the browser back to. */
  @Get('callback')
  @UseFilters(ConnectFilter)
  @Requires('accounts.import')
  async finish(
    @Query({ schema: connectReturn }) answer: ConnectReturn,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.clearCookie(COOKIE, this.cookieAttributes());
    const accountId = await this.connect.finish(answer, request.cookies[COOKIE], caller);
    await reply.redirect(`${this.config.http.publicUrl}/accounts?connected=${accountId}`, 303);
  }

  /** `lax`: the browser comes from the platform's page. */
  private cookieAttributes() {
    const secure = this.config.http.publicUrl.startsWith('https:');
    return { path: CALLBACK_PATH, httpOnly: true, sameSite: 'lax', secure } as const;
  }
}
