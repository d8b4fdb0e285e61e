import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ACCESS, type Access } from '../kernel/http/access.decorator.js';
import { setCaller, type Caller } from '../kernel/http/caller.js';
import { setSessionId } from '../kernel/http/request-origin.js';
import { ProblemError } from '../kernel/problem-error.js';
import { SessionCookie } from './session-cookie.js';
import { SessionsService } from './sessions.service.js';

/** Stands before every route and lets through what the route's declared access allows; nothing without one. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.accessOf(context);
    if (access.kind === 'public') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const caller = await this.identify(request);
    if (access.kind === 'permission' && !caller.can(access.permission)) throw notAllowed();
    setCaller(request, caller);
    return true;
  }

  private accessOf(context: ExecutionContext): Access {
    const declaredOn = [context.getHandler(), context.getClass()];
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, declaredOn);
    if (!access) throw notAllowed();
    return access;
  }

  private async identify(request: FastifyRequest): Promise<Caller> {
    const token = this.cookie.read(request);
    const caller = token === undefined ? undefined : await this.sessions.callerOf(token);
    if (token === undefined || !caller) throw new ProblemError(401, [{ code: 'not_signed_in' }]);
    setSessionId(this.sessions.idOf(token));
    return caller;
  }
}

function notAllowed(): ProblemError {
  return new ProblemError(403, [{ code: 'not_allowed' }]);
}
