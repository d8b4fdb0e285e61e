import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BoardCell } from '../../src/contract/deliveries.js';
import type { NewStop, StopView } from '../../src/contract/stops.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let meera: Person;
let ramesh: Person;

beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'] });
  meera = await world.signIn('meera');
  ramesh = await world.signInTrusted('ramesh');
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const { id, liftedAt } of (await meera.get<StopView[]>('/api/stops')).body) {
    if (liftedAt === null) await meera.post(`/api/stops/${id}/lift`, {});
  }
});

async function order(stop: NewStop): Promise<StopView> {
  return (await meera.post<StopView>('/api/stops', stop)).body;
}

async function heldCells(postId: number, count: number): Promise<BoardCell[]> {
  const held = async () => (await meera.cells(postId)).filter(({ heldBy }) => heldBy !== null);
  await expect.poll(async () => (await held()).length, { timeout: 20_000 }).toBe(count);
  return held();
}

describe('the board of a post that a stop holds', () => {
  it('says what is stopped, by whom, since when and why, only where it is held', async () => {
    const stop = await order({ scope: 'platform', platform: 'x', reason: 'X is under attack' });
    const post = await meera.publish({ text: 'रुको' });
    await meera.untilProgress(post.id, ({ counts }) => counts.published === 4);
    const held = await heldCells(post.id, 2);
    expect(held.map(({ platform, phase }) => [platform, phase])).toEqual([
      ['x', 'waiting'],
      ['x', 'waiting'],
    ]);
    expect(held[0]?.heldBy).toEqual({
      id: stop.id,
      scope: 'platform',
      platform: 'x',
      subjectEn: null,
      subjectHi: null,
      reason: 'X is under attack',
      stoppedBy: 'Meera',
      stoppedAt: stop.stoppedAt,
    });
    await meera.post(`/api/stops/${stop.id}/lift`, {});
    await meera.untilSettled(post.id);
    expect((await meera.cells(post.id)).map(({ heldBy }) => heldBy)).not.toContainEqual(
      expect.anything(),
    );
  });

  it('tells a volunteer whose stop holds their own account, the oldest first', async () => {
    const place = (await ramesh.get<{ place: { id: number } }>('/api/session')).body.place.id;
    const first = await order({ scope: 'district', districtId: place, reason: 'A wrong poster' });
    await order({ scope: 'everything', reason: 'Silence before the vote' });
    const post = await ramesh.publish({ districts: ['lucknow'], platforms: ['telegram'] });
    await heldCells(post.id, 1);
    const [cell] = await ramesh.cells(post.id);
    expect(cell?.heldBy).toMatchObject({ id: first.id, subjectEn: 'Lucknow', stoppedBy: 'Meera' });
    await meera.post(`/api/stops/${first.id}/lift`, {});
    await expect
      .poll(async () => (await ramesh.cells(post.id))[0]?.heldBy?.reason, { timeout: 20_000 })
      .toBe('Silence before the vote');
  });

  it('does not call held what is not due yet', async () => {
    await order({ scope: 'everything', reason: 'Silence before the vote' });
    const post = await meera.publish({
      schedule: { kind: 'at', wallTime: '2099-12-31T17:30', zone: 'Asia/Kolkata' },
    });
    expect((await meera.cells(post.id)).every(({ heldBy }) => heldBy === null)).toBe(true);
  });
});
