import { describe, expect, it } from 'vitest';
import type { Claim } from './claim.js';
import { ClaimsInHand } from './claims-in-hand.js';

const IN_A_BACKLOG = { isAhead: false };
const BEFORE_THE_INSTANT = { isAhead: true };

describe('what a worker has room for', () => {
  it('is bounded for each platform by itself in a backlog', () => {
    const inHand = holding({ x: 40, telegram: 25 });
    expect(inHand.room(IN_A_BACKLOG)).toEqual(new Map([['telegram', 15]]));
  });

  it('is more before the instant of a crowd, in portions, and for all platforms together', () => {
    expect(holding({ x: 40, telegram: 0 }).room(BEFORE_THE_INSTANT)).toEqual(
      new Map([
        ['x', 40],
        ['telegram', 40],
      ]),
    );
    expect(holding({ x: 85, telegram: 50 }).room(BEFORE_THE_INSTANT)).toEqual(
      new Map([
        ['x', 25],
        ['telegram', 25],
      ]),
    );
    expect(holding({ x: 100, telegram: 60 }).room(BEFORE_THE_INSTANT)).toEqual(new Map());
  });

  it('has a few places for what is urgent beside a crowd, and not without end', () => {
    expect(holding({ x: 160, telegram: 0 }).roomForUrgent().get('x')).toBe(4);
    expect(holding({ x: 200, telegram: 0 }).roomForUrgent().get('x')).toBeUndefined();
  });
});

/** Of a worker that may have 40 claims of each platform, and 160 of all before their instant. */
function holding(numbers: Record<'x' | 'telegram', number>): ClaimsInHand {
  const inHand = new ClaimsInHand(['x', 'telegram'], { capacity: 40, ahead: 160 });
  for (const platform of ['x', 'telegram'] as const) {
    for (let index = 0; index < numbers[platform]; index += 1) inHand.add({ platform } as Claim);
  }
  return inHand;
}
