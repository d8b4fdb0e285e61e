import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OfferedPlatform } from '../../src/contract/platforms.js';
import { World } from '../support/world.js';

let bare: World;
let full: World;
beforeAll(async () => {
  [bare, full] = await Promise.all([
    World.open({
      districts: ['lucknow'],
      withoutWorker: true,
      settings: { MUNADI_TELEGRAM_FIND_CHATS: 'false' },
    }),
    World.open({
      districts: ['lucknow'],
      withoutWorker: true,
      settings: { MUNADI_X_CLIENT_ID: 'munadi', MUNADI_X_CLIENT_SECRET: 'canary-of-the-client' },
    }),
  ]);
});
afterAll(() => Promise.all([bare.close(), full.close()]));

async function platformsOf(world: World): Promise<OfferedPlatform[]> {
  const ramesh = await world.signIn('ramesh');
  return (await ramesh.get<OfferedPlatform[]>('/api/platforms')).body;
}

async function waysOf(world: World): Promise<Record<string, string[]>> {
  const platforms = await platformsOf(world);
  return Object.fromEntries(
    platforms.map(({ name, ways }) => [
      name,
      ways.map((way) => (way.kind === 'list' ? `list by a token of ${way.tokenOf}` : way.kind)),
    ]),
  );
}

describe('the ways to connect an account', () => {
  it('are told by each platform, as far as this installation is set up for them', async () => {
    expect(await waysOf(bare)).toEqual({
      x: ['rows'],
      telegram: ['rows'],
      facebook: ['list by a token of facebook', 'rows'],
      instagram: ['list by a token of facebook', 'rows'],
    });
    expect(await waysOf(full)).toMatchObject({
      x: ['lend', 'rows'],
      telegram: ['find', 'rows'],
    });
  });

  it('have steps of their own, each', async () => {
    for (const { guide = [], ways } of await platformsOf(full)) {
      for (const { kind } of ways) {
        const steps = guide.filter((step) => step.ways?.includes(kind));
        expect(steps.length).toBeGreaterThan(0);
      }
    }
  });

  it('name the columns that a file of accounts has to hold', async () => {
    const [x] = await platformsOf(full);
    const rows = x?.ways.find(({ kind }) => kind === 'rows');
    expect(rows).toMatchObject({ columns: expect.arrayContaining(['accessToken']) as string[] });
  });
});
