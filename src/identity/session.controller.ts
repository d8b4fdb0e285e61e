import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signIn, type SessionView, type SignIn } from '../contract/session.js';
import { DistrictsService } from '../districts/index.js';
import { Public, SignedIn } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { Limited } from '../kernel/rates/rate.decorator.js';
import { permissionsOf } from './policy.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly districts: DistrictsService,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @SignedIn()
  async show(@CurrentCaller() caller: Caller): Promise<SessionView> {
    return this.describe(caller);
  }

  /** Answers what GET answers, so that a page needs no second request. */
  @Post()
  @HttpCode(200)
  @Public()
  @Limited('sign_in')
  async open(
    @Body({ schema: signIn }) credentials: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const token = await this.sessions.signIn(credentials, this.cookie.read(request));
    const caller = await this.sessions.callerOf(token);
    if (!caller) throw new ProblemError(401, [{ code: 'not_signed_in' }]);
    this.cookie.write(reply, token);
    return this.describe(caller);
  }

  @Delete()
  @HttpCode(204)
  @SignedIn()
  async close(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = this.cookie.read(request);
    if (token !== undefined) await this.sessions.signOut(token);
    this.cookie.clear(reply);
  }

  private async describe({ personId, name, role, placeId }: Caller): Promise<SessionView> {
    const place = (await this.districts.valuesFor([placeId])).get(placeId);
    if (!place) throw new Error(`The place ${placeId} of person ${personId} is gone`);
    return {
      personId,
      name,
      role,
      place: { id: placeId, nameEn: place.name.en, nameHi: place.name.hi },
      can: [...permissionsOf(role)],
    };
  }
}
