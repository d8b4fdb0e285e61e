import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type Access } from '../kernel/http/access.decorator.js';
import { setCaller, type Caller } from '../kernel/http/caller.js';
import { setSessionId } from '../kernel/http/request-origin.js';
import { demandStepUp } from '../kernel/http/step-up.js';
import { ProblemError } from '../kernel/problem-error.js';
import { addressSubject } from '../kernel/rates/address-subject.js';
import { RateLimits } from '../kernel/rates/rate-limits.service.js';
import { RATE } from '../kernel/rates/rate.decorator.js';
import type { RateKind } from '../kernel/rates/rates.js';
import { SessionCookie } from './browser-cookies.js';
import { READING_METHODS } from './cross-site.guard.js';
import { SessionsService } from './sessions.service.js';

/**
 * Stands before every route: who is it, do they ask too often, may they. It lets through what the route's declared
 * access allows; nothing without one.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly rates: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.accessOf(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (access.kind === 'public') {
      await this.rates.admit(this.rateOf(context) ?? 'stranger', addressSubject(request.ip));
      return true;
    }
    const caller = await this.identify(request);
    if (!caller) {
      await this.rates.admit('stranger', addressSubject(request.ip));
      throw new ProblemError(401, [{ code: 'not_signed_in' }]);
    }
    const usual = READING_METHODS.includes(request.method) ? 'read' : 'write';
    await this.rates.admit(this.rateOf(context) ?? usual, caller.personId);
    if (access.kind === 'permission' && !caller.can(access.permission)) throw notAllowed();
    if (access.stepUp) demandStepUp(caller);
    setCaller(request, caller);
    return true;
  }

  private accessOf(context: ExecutionContext): Access {
    const declaredOn = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, declaredOn);
    if (!access) throw notAllowed();
    return access;
  }

  private rateOf(context: ExecutionContext): RateKind | undefined {
    return this.reflector.getAllAndOverride(RATE, [context.getHandler(), context.getClass()]);
  }

  private async identify(request: FastifyRequest): Promise<Caller | undefined> {
    const token = this.cookie.read(request);
    if (token === undefined) return undefined;
    const caller = await this.sessions.callerOf(token);
    if (caller) setSessionId(this.sessions.idOf(token));
    return caller;
  }
}

function notAllowed(): ProblemError {
  return new ProblemError(403, [{ code: 'not_allowed' }]);
}
