import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childEnvironment } from '../../src/kernel/config.js';
import { World } from '../support/world.js';

const MAIN = join(import.meta.dirname, '../../dist/bundle/main.js');

let world: World;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow', 'varanasi'], withoutWorker: true });
});
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await world.close();
});

/** A real worker process; its built code is what `npm test` builds first. */
function startWorker(): ChildProcess {
  const worker = spawn(process.execPath, [MAIN], {
    env: childEnvironment({ ...world.environment, MUNADI_ROLE: 'worker' }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.push(worker);
  return worker;
}

async function kill(worker: ChildProcess): Promise<void> {
  const isGone = once(worker, 'exit');
  worker.kill('SIGKILL');
  await isGone;
}

describe('a worker killed between intent and answer', () => {
  it('never leads to a second send: X and Facebook are reconciled, Telegram asks a person', async () => {
    const meera = await world.signIn('meera');
    // The platforms accept and never answer, so the worker dies with nine sends under way.
    await world.sandbox.setFaults([
      { platform: 'x', operation: 'create', fault: 'accept_then_hang', times: 3 },
      { platform: 'telegram', operation: 'create', fault: 'accept_then_hang', times: 3 },
      { platform: 'facebook', operation: 'publish', fault: 'accept_then_hang', times: 3 },
    ]);
    const first = startWorker();
    const post = await meera.publish({ text: 'बीच में मरा' });
    await expect.poll(() => acceptedPosts(), { timeout: 20_000 }).toBe(9);
    await kill(first);

    startWorker();
    await world.letLeasesEnd();
    const progress = await meera.untilSettled(post.id);
    expect(progress.counts).toMatchObject({ published: 6, needs_decision: 3 });
    expect(await acceptedPosts()).toBe(9);
  });
});

async function acceptedPosts(): Promise<number> {
  return (await world.sandbox.published()).length;
}
