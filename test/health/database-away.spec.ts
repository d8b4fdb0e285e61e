import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asAdmin } from '../support/database.js';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'], withoutWorker: true });
});
afterAll(async () => {
  await letIn(true);
  await world.close();
});

describe('while the database is away', () => {
  it('tells a supervisor that it cannot serve, and serves again when the database is back', async () => {
    expect((await fetch(`${world.url}/api/health`)).status).toBe(200);
    await letIn(false);
    await expect.poll(health, { timeout: 30_000 }).toBe(503);
    await letIn(true);
    await expect.poll(health, { timeout: 30_000 }).toBe(200);
  });
});

async function health(): Promise<number> {
  return (await fetch(`${world.url}/api/health`)).status;
}

/** As a supervisor sees it when the server is gone: connections end, and new ones are refused. */
async function letIn(isOpen: boolean): Promise<void> {
  const name = new URL(world.environment['DATABASE_URL'] ?? '').pathname.slice(1);
  await asAdmin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${String(isOpen)}`);
  if (isOpen) return;
  await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
}
