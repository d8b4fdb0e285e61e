import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.js';
import { World } from '../support/world.js';

let world: World;
let meera: Person;
beforeAll(async () => {
  world = await World.open({ districts: ['lucknow'] });
  meera = await world.signIn('meera');
});
afterAll(() => world.close());

const reelLanes = () =>
  world.dataSource.query<{ key: string }[]>(`SELECT key FROM lanes WHERE key LIKE '%/reels'`);

async function sendNow(postId: number): Promise<void> {
  await world.dataSource.query(
    'UPDATE deliveries SET due_at = now(), wake_at = now() WHERE post_id = $1',
    [postId],
  );
  await world.dataSource.query(`SELECT pg_notify('munadi_due', '')`);
  await meera.untilSettled(postId);
}

describe('a limit that hangs on what a post carries', () => {
  const planned = (text: string) =>
    meera.publish({
      text,
      platforms: ['facebook'],
      schedule: { kind: 'at', wallTime: '2099-12-31T17:30', zone: 'Asia/Kolkata' },
    });

  it('is drawn on by that post, and by no other', async () => {
    const plain = await planned('सादा');
    await sendNow(plain.id);
    expect(await reelLanes()).toEqual([]);
    const reel = await planned('रील');
    // Review refuses a reel without a video, and so does the adapter: its place is what is looked at here.
    await world.dataSource.query('UPDATE posts SET has_enclosures = true WHERE id = $1', [reel.id]);
    await world.dataSource.query(
      `UPDATE renditions SET options = '{"form": "reel"}' WHERE post_id = $1`,
      [reel.id],
    );
    await sendNow(reel.id);
    expect(await reelLanes()).toHaveLength(1);
  });
});
