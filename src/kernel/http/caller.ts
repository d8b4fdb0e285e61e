import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Language } from '../../contract/language.js';
import type { Permission } from '../../contract/permissions.js';
import type { Factor, Role } from '../../contract/session.js';

/** The person behind a request, as every module sees them. */
export interface Caller {
  personId: number;
  name: string;
  role: Role;
  /** The place whose subtree this person works in. */
  placeId: number;
  /** Path of that place, `/1/7/`: a place lies below it when its own path starts with this. */
  placePath: string;
  /** Whether the role holds it; with the path of a place, whether it holds it there. */
  can(permission: Permission, atPath?: string): boolean;
  /**
   * The path at and below which the caller may do it: what every query is held to.
   * @throws ProblemError when the role does not hold it, so that a query never answers for a permission nobody asked for.
   */
  scopeOf(permission: Permission): string;
  /** The session that this acts through; null for the operator's command line. */
  session: CallerSession | null;
}

/** The open session behind a request. */
export interface CallerSession {
  deviceId: number;
  factor: Factor;
  endsAt: Date;
  /** Whether the person proved anew, in the last minutes, that it is them. */
  isSteppedUp: boolean;
}

/** Whether nothing lies above the caller's place, so that the whole tree below it is theirs. */
export function isAtTheTop({ placePath }: Caller): boolean {
  return /^\/\d+\/$/.test(placePath);
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** Set by the guard, once, after the session is checked. */
export function setCaller(request: FastifyRequest, caller: Caller): void {
  callers.set(request, caller);
}

/** Parameter decorator: the signed-in person. Only on routes that are not public. */
export const CurrentCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller => {
    const caller = callers.get(context.switchToHttp().getRequest<FastifyRequest>());
    if (!caller) throw new Error('A route without a session asked who is calling');
    return caller;
  },
);

/** Language of the answer: the first of hi and en that the client names; Hindi when it names neither. */
export function languageOf(request: FastifyRequest): Language {
  const wanted = request.headers['accept-language'] ?? '';
  return /^\s*en\b/i.test(wanted) ? 'en' : 'hi';
}

/** Parameter decorator: the language to answer in. */
export const CurrentLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language =>
    languageOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
