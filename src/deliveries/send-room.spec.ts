import { describe, expect, it } from 'vitest';
import { SendRoom } from './send-room.js';

describe('a room for sends', () => {
  it('lets an urgent post overtake a crowd that waits in it', async () => {
    const room = new SendRoom(1);
    const order: string[] = [];
    let open: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (open = resolve));
    const send = (name: string) => () => {
      order.push(name);
      return Promise.resolve();
    };
    const sends = [
      room.run(2, () => first),
      room.run(2, send('local')),
      room.run(1, send('campaign')),
      room.run(1, send('campaign, later')),
      room.run(0, send('urgent')),
    ];
    open();
    await Promise.all(sends);
    expect(order).toEqual(['urgent', 'campaign', 'campaign, later', 'local']);
  });

  it('never holds more than it has places for, and goes on after one that failed', async () => {
    const room = new SendRoom(2);
    let underWay = 0;
    let most = 0;
    const send = async (fails: boolean) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      if (fails) throw new Error('The platform is away');
    };
    const ends = await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) => room.run(1, () => send(index % 3 === 0))),
    );
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(3);
    expect(most).toBe(2);
  });
});
