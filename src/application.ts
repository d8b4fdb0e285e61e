import 'reflect-metadata';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { Clock } from './kernel/clock.js';
import type { Config } from './kernel/config.js';
import { entryAdapter, guardEntry } from './kernel/http/entry.js';
import { withOrigin } from './kernel/http/request-origin.js';
import { PROJECT_ROOT } from './kernel/project-root.js';
import { RedactingLogger } from './kernel/redacting-logger.js';
import { serveWeb } from './web-page.js';

const LOG_LEVELS: Record<Config['logLevel'], LogLevel[]> = {
  info: ['log', 'warn', 'error', 'fatal'],
  warn: ['warn', 'error', 'fatal'],
  error: ['error', 'fatal'],
};

/** Builds the whole application without listening; shared by main and by the journeys' tests. */
export async function createApplication(
  config: Config,
  clock?: Clock,
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.create(config, clock),
    entryAdapter(config),
    {
      logger: new RedactingLogger({ colors: false, logLevels: LOG_LEVELS[config.logLevel] }),
      bodyParser: false,
    },
  );
  // A process that has put its house in order ends well, and not by the signal.
  app.enableShutdownHooks([], { useProcessExit: true });
  // A worker serves nobody, and the document's library alone is a third of its start.
  if (config.role !== 'worker') await serve(app, config);
  return app;
}

async function serve(app: NestFastifyApplication, config: Config): Promise<void> {
  // Platforms fetch files under addresses that are not the API's.
  app.setGlobalPrefix('api', { exclude: ['media/:sha256.:extension'] });
  guardEntry(app.getHttpAdapter().getInstance(), config);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (request, _reply, done) => {
      withOrigin(request.headers['user-agent'], done);
    });
  await app.register(cookie);
  const { documentApi } = await import('./api-document.js');
  documentApi(app);
  await serveWeb(app, config, join(PROJECT_ROOT, 'public'));
}
