import { environmentOf } from '../world/settings.js';
import { Child } from './child.js';
import { freePort } from './free-port.js';
import { measuredNode, SERVER, SERVER_FLAGS } from './places.js';
import { untilServed } from './until-served.js';

/** The product's web process, as it is built. */
export async function startWeb(databaseUrl: string): Promise<{ child: Child; url: string }> {
  const port = await freePort();
  const settings = { databaseUrl, sinkUrl: 'http://127.0.0.1:9', concurrency: 1 };
  const child = new Child({
    name: 'munadi web',
    program: measuredNode(),
    args: [...SERVER_FLAGS, SERVER],
    environment: { ...environmentOf(settings), MUNADI_ROLE: 'web', MUNADI_PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilServed(`${url}/api/health`, child);
  return { child, url };
}
