import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../kernel/config.js';
import { ProblemError } from '../kernel/problem-error.js';

/** They change nothing here. */
export const READING_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Refuses what another website makes a browser write here, signing in included. */
@Injectable()
export class CrossSiteGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (READING_METHODS.includes(method)) return true;
    if (!isCrossSite(headers, this.config.http.publicUrl)) return true;
    throw new ProblemError(403, [{ code: 'cross_site' }]);
  }
}

/**
 * Whether a browser says that another website made this request. A second wall behind the cookie's SameSite.
 * A client that sends neither header is no browser and carries nobody's cookie by accident.
 */
export function isCrossSite(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  if (origin === undefined) return false;
  return origin !== new URL(publicUrl).origin && hostOf(origin) !== headers.host;
}

/** Undefined for `null`, which sandboxed frames send. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
