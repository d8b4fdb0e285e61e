import { randomUUID } from 'node:crypto';
import {
  Catch,
  HttpException,
  ServiceUnavailableException,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../contract/language.js';
import { describeProblem, type Problem, type ProblemsAnswer } from '../../contract/problems.js';
import { EventLog } from '../log.js';
import { ProblemError } from '../problem-error.js';
import { languageOf } from './caller.js';

const MEGABYTE = 1024 * 1024;

/** Turns whatever was thrown into `ProblemsAnswer`: the sentence for people here, the full truth in the log. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new EventLog('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const { status, problems } = this.explain(thrown, request);
    const reply = http.getResponse<FastifyReply>();
    const retryAfterMs = thrown instanceof ProblemError ? thrown.details.retryAfterMs : undefined;
    if (retryAfterMs !== undefined) {
      void reply.header('retry-after', Math.ceil(retryAfterMs / 1_000));
    }
    void reply.status(status).send(answer(problems, languageOf(request)));
  }

  private explain(
    thrown: unknown,
    request: FastifyRequest,
  ): { status: number; problems: readonly Problem[] } {
    if (thrown instanceof ProblemError) return thrown;
    const refusal = asHttpRefusal(thrown, request);
    if (refusal) return refusal;
    const reference = randomUUID().slice(0, 8);
    this.log.error('request_failed', thrown, {
      reference,
      method: request.method,
      route: request.routeOptions.url,
    });
    const status = thrown instanceof ServiceUnavailableException ? 503 : 500;
    return { status, problems: [{ code: 'internal', params: { reference } }] };
  }
}

export function answer(problems: readonly Problem[], language: Language): ProblemsAnswer {
  return {
    problems: problems.map((problem) => ({
      ...problem,
      message: describeProblem(problem, language),
    })),
  };
}

/** Refusals of Nest (no such route) and of Fastify (body too large, not JSON), which carry a 4xx status. */
function asHttpRefusal(
  thrown: unknown,
  request: FastifyRequest,
): { status: number; problems: Problem[] } | undefined {
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusOf(thrown);
  if (status === undefined || status < 400 || status > 499) return undefined;
  if (status === 404)
    return { status, problems: [{ code: 'not_found', params: { what: 'page' } }] };
  if (status === 413) {
    const maxMegabytes = request.routeOptions.bodyLimit / MEGABYTE;
    return { status, problems: [{ code: 'body_too_large', params: { maxMegabytes } }] };
  }
  const detail = thrown instanceof Error ? thrown.message : 'not understood';
  return { status, problems: [{ code: 'unreadable_body', params: { detail } }] };
}

function statusOf(thrown: unknown): number | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return undefined;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}
