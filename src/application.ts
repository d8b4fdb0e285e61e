import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import type { Clock } from './kernel/clock.js';
import type { Config } from './kernel/config.js';
import { RedactingLogger } from './kernel/redacting-logger.js';
import { withOrigin } from './kernel/http/request-origin.js';

const BODY_LIMIT_BYTES = 8 * 1024 * 1024;
const LOG_LEVELS: Record<Config['logLevel'], LogLevel[]> = {
  info: ['log', 'warn', 'error', 'fatal'],
  warn: ['warn', 'error', 'fatal'],
  error: ['error', 'fatal'],
};
const PROJECT_ROOT = findProjectRoot(import.meta.dirname);

/** Builds the whole application without listening; shared by main and by the journeys' tests. */
export async function createApplication(
  config: Config,
  clock?: Clock,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT_BYTES, requestTimeout: 30_000 });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.create(config, clock),
    adapter,
    { logger: new RedactingLogger({ colors: false, logLevels: LOG_LEVELS[config.logLevel] }) },
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
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (request, _reply, done) => {
      withOrigin(request.headers['user-agent'], done);
    });
  await app.register(cookie);
  await app.register(helmet, { contentSecurityPolicy: securityPolicy(config) });
  const { documentApi } = await import('./api-document.js');
  documentApi(app);
  await serveWeb(app);
}

/** Scripts only from here; Mantine writes inline styles. Plain http stays possible on a local network. */
function securityPolicy(config: Config) {
  const isHttps = config.http.publicUrl.startsWith('https:');
  return {
    useDefaults: true,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'frame-ancestors': ["'none'"],
      'upgrade-insecure-requests': isHttps ? [] : null,
    },
  };
}

/** The built web face; every path that is not the API's and not a file answers the app's page. */
async function serveWeb(app: NestFastifyApplication): Promise<void> {
  const root = join(PROJECT_ROOT, 'public');
  if (!existsSync(join(root, 'index.html'))) return;
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = path.startsWith(join(root, 'assets'));
      void response.header(
        'cache-control',
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/')) reply.callNotFound();
    else void reply.sendFile('index.html');
  });
}

/** The folder that holds package.json, from the sources as from the build. */
function findProjectRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findProjectRoot(join(from, '..'));
}
