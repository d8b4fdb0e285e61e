import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.js';
import { answerHeaders } from './answer-headers.js';
import { bodyLimitOf, USUAL_BODY_BYTES } from './body-limit.decorator.js';
import { languageOf } from './caller.js';
import { answer } from './problem.filter.js';
import { readStrictJson } from './strict-json.js';

/** What a connection may take of the server. */
export const ENTRY_LIMITS = {
  /** Our longest cookie and address come to one kilobyte. */
  headerBytes: 8 * 1024,
  /** Until the headers are here; a phone sends them in one packet. */
  headersMs: 10_000,
  /** Until the body is here: 256 KB at 70 kbit/s. */
  requestMs: 30_000,
  /** A connection on which nothing moves. Streams tell something every 20 seconds. */
  idleMs: 75_000,
  /** A kept connection without a request; longer than proxies keep theirs, which is a minute as a rule. */
  keptMs: 72_000,
  /** How often the times are looked at. */
  lookEveryMs: 2_000,
  /** Of one part of an address; a file's name has 64. */
  parameterCharacters: 100,
} as const;

/** The server, with an end to everything that a stranger sends. */
export function entryAdapter({ http }: Config): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: USUAL_BODY_BYTES,
    requestTimeout: ENTRY_LIMITS.requestMs,
    connectionTimeout: ENTRY_LIMITS.idleMs,
    keepAliveTimeout: ENTRY_LIMITS.keptMs,
    routerOptions: { maxParamLength: ENTRY_LIMITS.parameterCharacters },
    http: {
      maxHeaderSize: ENTRY_LIMITS.headerBytes,
      headersTimeout: ENTRY_LIMITS.headersMs,
      connectionsCheckingInterval: ENTRY_LIMITS.lookEveryMs,
    },
    // Anybody may write where a request is said to come from; only these are believed.
    trustProxy: http.trustedProxies.length > 0 && [...http.trustedProxies],
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      refuseUnrouted(error.statusCode ?? 400, { request, reply, http });
    },
  });
}

/** To be called before the routes are there. JSON is the only body that is read: no form of another website is. */
export function guardEntry(server: FastifyInstance, config: Config): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, readStrictJson(body.toString()));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRoute', (route) => {
    const bytes = bodyLimitOf(route.config);
    if (bytes !== undefined) route.bodyLimit = bytes;
  });
  const headers = answerHeaders(config);
  server.addHook('onRequest', async (_request, reply) => {
    void reply.headers(headers);
  });
}

interface Unrouted {
  request: FastifyRequest;
  reply: FastifyReply;
  http: Config['http'];
}

/** An address that no route can be found for: broken signs, or a part that is too long. No hook has run. */
function refuseUnrouted(status: number, { request, reply, http }: Unrouted): void {
  const problem = { code: 'not_found', params: { what: 'page' } } as const;
  void reply
    .headers(answerHeaders({ http }))
    .status(status)
    .send(answer([problem], languageOf(request)));
}
