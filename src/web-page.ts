import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from './kernel/config.js';
import { pagePolicy } from './kernel/http/answer-headers.js';

/** Stands in the built page for what each answer makes anew (src/web/vite.config.ts). */
const NONCE_MARK = 'MUNADI_NONCE';
const NONCE_BYTES = 18;

/** The built web face; every path that is not the API's and not a file answers the app's page. */
export async function serveWeb(
  app: NestFastifyApplication,
  config: Config,
  root: string,
): Promise<void> {
  const file = join(root, 'index.html');
  if (!existsSync(file)) return;
  const page = readFileSync(file, 'utf8');
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    globIgnore: ['index.html'],
    cacheControl: false,
    setHeaders: (response, path) => {
      const isHashed = path.startsWith(join(root, 'assets'));
      void response.header(
        'cache-control',
        isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  const server = app.getHttpAdapter().getInstance();
  server.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/')) {
      reply.callNotFound();
      return;
    }
    const nonce = randomBytes(NONCE_BYTES).toString('base64');
    void reply
      .header('content-security-policy', pagePolicy(config, nonce))
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE_MARK, nonce));
  });
}
