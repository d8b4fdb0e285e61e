import { fastify } from 'fastify';
import { z } from 'zod';
import { systemClock, type Clock } from '../kernel/clock.js';
import { controlRoutes } from './control-routes.js';
import { pageRoutes } from './page/page-routes.js';
import { platformRoutes } from './platform-routes.js';
import { Stage } from './stage.js';

export interface SandboxOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Accounts are kept beside it, in `<ledgerFile>.accounts.json`. */
  readonly ledgerFile: string;
  readonly clock?: Clock;
}

export interface Sandbox {
  readonly url: string;
  /** Ledger lines that a crash left half written; they are skipped, never mended. */
  readonly unreadableLines: number;
  stop(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', ledgerFile, clock = systemClock } = options;
  const stage = await Stage.open(ledgerFile, clock);
  const app = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 * 1024 });
  app.setErrorHandler(async (error, _request, reply) => {
    const status = error instanceof z.ZodError ? 400 : 500;
    const detail = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    await reply.code(status).send({ detail });
  });
  await app.register(async (platforms) => {
    platformRoutes(platforms, stage);
  });
  await app.register(async (control) => {
    controlRoutes(control, stage);
    await pageRoutes(control, stage);
  });
  const url = await app.listen({ port, host });
  return {
    url,
    unreadableLines: stage.ledger.unreadableLines,
    stop: async () => {
      await app.close();
      await stage.close();
    },
  };
}
