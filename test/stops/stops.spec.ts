import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NewStop, StopView } from '../../src/contract/stops.js';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let owner: Person;
let meera: Person;
let ramesh: Person;

beforeAll(async () => {
  world = await World.open({ districts: ['agra', 'lucknow'] });
  owner = await world.signIn('owner');
  meera = await world.signIn('meera');
  ramesh = await world.signIn('ramesh');
});
afterAll(() => world.close());
beforeEach(async () => {
  for (const stop of await standing(owner)) await owner.post(`/api/stops/${stop.id}/lift`, {});
});

const EVERYTHING: NewStop = { scope: 'everything', reason: 'The date is wrong' };

describe('sending that is stopped', () => {
  it('begins nothing new of what the stop binds, lets the rest go, and goes on when it is lifted', async () => {
    const stop = await order({ scope: 'platform', platform: 'x', reason: 'X is under attack' });
    const post = await meera.publish({ text: 'रुको' });
    await meera.untilProgress(post.id, ({ counts }) => counts.published === 4);
    expect(await onPlatforms()).toEqual(['facebook', 'facebook', 'telegram', 'telegram']);
    await meera.post(`/api/stops/${stop.id}/lift`, {});
    const progress = await meera.untilSettled(post.id);
    expect(progress.counts).toMatchObject({ published: 6 });
  });

  it('is held as a whole by "stop everything", though two stops bind it until both are lifted', async () => {
    const first = await order(EVERYTHING);
    const second = await order({ scope: 'platform', platform: 'x', reason: 'And this one' });
    const post = await meera.publish({ text: 'दो रोक', platforms: ['x'] });
    await untilHeld(post.id, 2);
    await meera.post(`/api/stops/${first.id}/lift`, {});
    await untilHeld(post.id, 2);
    await meera.post(`/api/stops/${second.id}/lift`, {});
    expect((await meera.untilSettled(post.id)).counts).toMatchObject({ published: 2 });
  });

  it('stands once, however often it is ordered', async () => {
    const first = await order(EVERYTHING);
    expect((await order(EVERYTHING)).id).toBe(first.id);
    expect(await standing(meera)).toHaveLength(1);
  });

  it('leaves who stopped and resumed what in the record', async () => {
    const stop = await order(EVERYTHING);
    await meera.post(`/api/stops/${stop.id}/lift`, {});
    const events = await world.dataSource.query<{ action: string }[]>(
      'SELECT action FROM audit_events WHERE subject = $1 ORDER BY id',
      [`stop:${stop.id}`],
    );
    expect(events.map(({ action }) => action)).toEqual(['sending.stopped', 'sending.resumed']);
  });

  it('is not for a volunteer to order', async () => {
    expect((await ramesh.post('/api/stops', EVERYTHING)).status).toBe(403);
  });

  it('of a campaign or an account that does not exist is refused', async () => {
    const reason = 'Nobody knows it';
    for (const stop of [
      { scope: 'campaign', campaignId: 99_999, reason },
      { scope: 'account', accountId: 99_999, reason },
      { scope: 'district', districtId: 99_999, reason },
    ]) {
      expect((await meera.post('/api/stops', stop)).status).toBe(404);
    }
  });
});

describe('the gate', () => {
  it('lets a stop through only after the intents that share it, and shows those who waited the new generation', async () => {
    const intent = world.dataSource.createQueryRunner();
    const late = world.dataSource.createQueryRunner();
    await intent.startTransaction();
    const [before] = (await intent.query('SELECT generation FROM sending_gate FOR SHARE')) as {
      generation: number;
    }[];
    let isAcknowledged = false;
    const stopping = order(EVERYTHING).then(() => (isAcknowledged = true));
    await untilSomebodyWaits();
    expect(isAcknowledged).toBe(false);
    await intent.commitTransaction();
    await stopping;
    const [after] = (await late.query('SELECT generation FROM sending_gate FOR SHARE')) as {
      generation: number;
    }[];
    expect(after?.generation).toBe((before?.generation ?? 0) + 1);
    await Promise.all([intent.release(), late.release()]);
  });
});

async function order(stop: NewStop): Promise<StopView> {
  const { status, body } = await meera.post<StopView>('/api/stops', stop);
  expect(status).toBe(200);
  return body;
}

async function standing(person: Person): Promise<StopView[]> {
  const { body } = await person.get<StopView[]>('/api/stops');
  return body.filter(({ liftedAt }) => liftedAt === null);
}

async function onPlatforms(): Promise<string[]> {
  return (await world.sandbox.published()).map(({ platform }) => platform).sort();
}

async function untilHeld(postId: number, deliveries: number): Promise<void> {
  const held = async () =>
    (
      await world.dataSource.query<unknown[]>(
        `SELECT 1 FROM deliveries WHERE post_id = $1 AND wake_at = 'infinity' AND state = 'ready'`,
        [postId],
      )
    ).length;
  await expect.poll(held, { timeout: 20_000 }).toBe(deliveries);
}

async function untilSomebodyWaits(): Promise<void> {
  const waiting = async () =>
    (
      await world.dataSource.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()
         AND query LIKE '%sending_gate%'`,
      )
    ).length;
  await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
}
