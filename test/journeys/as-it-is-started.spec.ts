import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServerProcess } from '../support/server-process.js';
import { World } from '../support/world.js';

/** Packages that the bundle leaves to Node, with what they bring themselves. */
const LEFT_OUT = ['@node-rs/argon2', /^pg(-.+)?$/, 'pgpass', 'split2', 'xtend', /^postgres-.+$/];

let world: World;
let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'], withoutWorker: true });
  folder = await mkdtemp(join(tmpdir(), 'munadi-started-'));
  // Node writes there, at its end, which files it has read.
  server = await ServerProcess.start({
    ...world.environment,
    MUNADI_LOG_LEVEL: 'info',
    NODE_V8_COVERAGE: folder,
  });
});
afterAll(async () => {
  await server.kill();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the server as npm start runs it, from its bundle', () => {
  it('publishes a post, and chains every line of the record', async () => {
    const meera = await server.signIn('meera');
    const post = await meera.publish({ text: 'आज {district} में' });
    const progress = await meera.untilProgress(post.id, ({ counts }) => counts.published === 6);
    expect(progress.counts.published).toBe(6);
    await expect
      .poll(
        () =>
          world.dataSource.query(`
            SELECT count(c.*) > 0 AS some, count(*) FILTER (WHERE c.event_id IS NULL) AS waiting
              FROM audit_events e LEFT JOIN audit_chain c ON c.event_id = e.id`),
        { timeout: 20_000 },
      )
      .toEqual([{ some: true, waiting: 0 }]);
    expect(server.log).toContain('delivery_settled');
    expect(server.log).not.toMatch(/ERROR|WARN/);
  });

  it('holds no package twice: what lies in the bundle is not loaded beside it', async () => {
    await server.stop();
    const loaded = await packagesLoaded(folder);
    expect(loaded).toContain('pg');
    const isLeftOut = (name: string) =>
      LEFT_OUT.some((one) => (typeof one === 'string' ? one === name : one.test(name)));
    expect(loaded.filter((name) => !isLeftOut(name))).toEqual([]);
  });
});

async function packagesLoaded(from: string): Promise<string[]> {
  const reports = await Promise.all(
    (await readdir(from)).map((file) => readFile(join(from, file), 'utf8')),
  );
  const urls = reports.flatMap((report) => {
    const { result } = JSON.parse(report) as { result: { url: string }[] };
    return result.map(({ url }) => url);
  });
  const packages = urls.flatMap(
    (url) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.slice(1) ?? [],
  );
  return [...new Set(packages)];
}
