import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { World } from '../support/world.js';

const ZONE = 'Asia/Kolkata';

describe('a scheduled post', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ districts: ['agra', 'lucknow', 'varanasi', 'mathura'] });
  });
  afterAll(() => world.close());

  it('arrives nowhere before it is due, and its lag stands in the report', async () => {
    const meera = await world.signIn('meera');
    const wallTime = DateTime.now()
      .setZone(ZONE)
      .plus({ seconds: 2 })
      .toFormat("yyyy-MM-dd'T'HH:mm:ss");
    const post = await meera.publish({
      text: 'ठीक समय पर',
      schedule: { kind: 'at', wallTime, zone: ZONE },
    });
    const progress = await meera.untilSettled(post.id);
    expect(progress.counts.published).toBe(12);

    const dueAt = Date.parse(post.dueAt);
    const arrivals = (await world.sandbox.published()).map(({ receivedAt }) =>
      Date.parse(receivedAt),
    );
    expect(Math.min(...arrivals)).toBeGreaterThanOrEqual(dueAt);
    expect(progress.lagMs?.p50).toBeGreaterThanOrEqual(0);
  });

  it('can be cancelled before it is due, and then never goes out', async () => {
    const meera = await world.signIn('meera');
    const post = await meera.publish({
      text: 'यह नहीं जाएगा',
      schedule: { kind: 'at', wallTime: '2099-01-01T10:00', zone: ZONE },
    });
    const { body } = await meera.post<{ counts: { withdrawn: number } }>(
      `/api/posts/${post.id}/cancel`,
    );
    expect(body.counts.withdrawn).toBe(12);
    const published = await world.sandbox.published();
    expect(published.filter(({ text }) => text === 'यह नहीं जाएगा')).toEqual([]);
  });

  it('of the centre cannot be cancelled by a district', async () => {
    const meera = await world.signIn('meera');
    const post = await meera.publish({
      text: 'केंद्र से',
      schedule: { kind: 'at', wallTime: '2099-01-01T10:00', zone: ZONE },
    });
    const ramesh = await world.signIn('ramesh');
    expect((await ramesh.post(`/api/posts/${post.id}/cancel`)).status).toBe(403);
  });
});
