import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as passes } from 'node:timers/promises';
import { departureName, settle, type Departure, type Outcome } from './departure.js';
import { withoutSecrets, type LedgerEntry } from './ledger-line.js';
import { platformNames, type PlatformName } from './platforms.js';
import type { PlatformRequest, Reception } from './simulator.js';
import { simulators } from './simulators.js';
import type { Stage } from './stage.js';

/** The platforms' own addresses: everything below each simulator's prefix. */
export function platformRoutes(app: FastifyInstance, stage: Stage): void {
  const arrivals = new WeakMap<FastifyRequest, Date>();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.addHook('onRequest', async (request) => {
    arrivals.set(request, stage.clock.now());
  });
  for (const platform of platformNames) {
    app.all(`${simulators[platform].prefix}/*`, async (request, reply) => {
      const receivedAt = arrivals.get(request) ?? stage.clock.now();
      await serve(stage, platform, { request, reply, receivedAt });
    });
  }
}

interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly receivedAt: Date;
}

async function serve(stage: Stage, platform: PlatformName, visit: Visit): Promise<void> {
  const simulator = simulators[platform];
  const now = stage.clock.now();
  const { world, meter, files, downloads, settings } = stage;
  const accounts = stage.accounts.book(platform);
  const desk = { accounts, world, meter, files, downloads, settings, now };
  const reception = simulator.receive(platformRequest(visit.request, simulator.prefix), desk);
  const { account, operation } = reception;
  const drawn = stage.faults.draw({ platform, account, operation });
  const refuse = simulator.refusal.bind(simulator);
  const outcome = settle(reception, drawn, { refuse, now });
  await stage.record(entriesOf(outcome, reception, { ...visit, platform }));
  if (outcome.fault !== null) stage.spectators.stir();
  await depart(visit.reply, outcome.departure, settings.latencyMs);
}

function platformRequest(request: FastifyRequest, prefix: string): PlatformRequest {
  const [path = '', query = ''] = request.url.split('?', 2);
  return {
    method: request.method,
    path: path.slice(prefix.length),
    query: new URLSearchParams(query),
    address: `${request.protocol}://${request.host}${request.url}`,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
  };
}

/** A read leaves no line; a write that changes nothing because it is refused leaves one. */
function entriesOf(
  { changes, isRefused, departure, fault }: Outcome,
  { account, operation, text, postId }: Reception,
  { request, receivedAt, platform }: Visit & { platform: PlatformName },
): readonly LedgerEntry[] {
  const circumstances = {
    receivedAt: receivedAt.toISOString(),
    platform,
    account: account?.id ?? null,
    method: request.method,
    path: withoutSecrets(request.url),
    fault,
    answer: departureName(departure),
  };
  if (changes.length > 0) return changes.map((change) => ({ ...circumstances, ...change }));
  if (operation === 'read' || !isRefused) return [];
  return [{ ...circumstances, event: 'refused', postId, text, attachments: [] }];
}

async function depart(reply: FastifyReply, departure: Departure, latencyMs: number): Promise<void> {
  if (departure.kind === 'hang') {
    reply.hijack();
    return;
  }
  if (departure.kind === 'reset') {
    reply.hijack();
    reply.raw.socket?.resetAndDestroy();
    return;
  }
  const { answer } = departure;
  const delayMs = departure.delayMs + latencyMs;
  if (delayMs > 0) await passes(delayMs, undefined, { ref: false });
  await reply.code(answer.status).headers(answer.headers).send(answer.body);
}
