import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stopFor, type Stop, type Stoppable } from './stop-for.js';

const NOTHING = { platform: null, districtPath: null, campaignId: null, accountId: null };
const lucknow: Stoppable = {
  platform: 'x',
  districtPath: '/1/7/',
  campaignId: 3,
  accountId: 42,
};

function binds(stop: Partial<Stop> & Pick<Stop, 'scope'>, delivery = lucknow): boolean {
  const standing = { id: 1, reason: 'wrong date', ...NOTHING, ...stop };
  return stopFor({ stops: [standing] }, delivery) !== undefined;
}

describe('a stop', () => {
  it('of everything binds everything', () => {
    expect(binds({ scope: 'everything' })).toBe(true);
  });

  it('binds what it names and nothing beside it', () => {
    expect(binds({ scope: 'platform', platform: 'x' })).toBe(true);
    expect(binds({ scope: 'platform', platform: 'telegram' })).toBe(false);
    expect(binds({ scope: 'campaign', campaignId: 3 })).toBe(true);
    expect(binds({ scope: 'campaign', campaignId: 4 })).toBe(false);
    expect(binds({ scope: 'account', accountId: 42 })).toBe(true);
    expect(binds({ scope: 'account', accountId: 4 })).toBe(false);
  });

  it('of a campaign does not bind a post without one', () => {
    expect(binds({ scope: 'campaign', campaignId: 3 }, { ...lucknow, campaignId: null })).toBe(
      false,
    );
  });

  it('of a place binds the place and everything below it, never a neighbour or what lies above', () => {
    const path = fc
      .array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 })
      .map((ids) => `/${ids.join('/')}/`);
    fc.assert(
      fc.property(path, path, (stopped, place) => {
        const isWithin = [...placesAbove(place), place].includes(stopped);
        const delivery = { ...lucknow, districtPath: place };
        expect(binds({ scope: 'district', districtPath: stopped }, delivery)).toBe(isWithin);
      }),
    );
  });
});

function placesAbove(path: string): string[] {
  const ids = path.split('/').filter((id) => id !== '');
  return ids.map((_, depth) => `/${ids.slice(0, depth + 1).join('/')}/`);
}
