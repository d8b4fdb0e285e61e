import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'] });
});
afterAll(() => world.close());

describe('a process that publishes', () => {
  it('is in the registry before anybody asks', async () => {
    const workers = await world.dataSource.query<object[]>(
      'SELECT pid, role, stopped_at FROM workers',
    );
    expect(workers).toEqual([{ pid: process.pid, role: 'all', stopped_at: null }]);
  });

  it('comes to lead, and makes the months of the archive ahead', async () => {
    const thisMonth = new Date().toISOString().slice(0, 7).replace('-', '_');
    await expect
      .poll(
        () =>
          world.dataSource.query<object[]>('SELECT to_regclass($1)::text AS name', [
            `archived_attempts_${thisMonth}`,
          ]),
        { timeout: 30_000 },
      )
      .toEqual([{ name: `archived_attempts_${thisMonth}` }]);
  });

  it('says in its health that nobody keeps dead rows', async () => {
    const answer = await fetch(`${world.url}/api/health`);
    expect(await answer.json()).toEqual({ status: 'ok', findings: [] });
  });
});
