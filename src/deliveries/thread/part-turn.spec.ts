import { describe, expect, it } from 'vitest';
import { DELIVERY_STATES, type DeliveryState } from '../../contract/deliveries.js';
import { turnOf } from './part-turn.js';

const waits: DeliveryState[] = [
  'planned',
  'ready',
  'claimed',
  'sending',
  'pending',
  'retry_wait',
  'unknown',
  'needs_decision',
];

const after = (state: DeliveryState, remoteId: string | null = null, openBefore = 1) =>
  turnOf({ part: 1, state, remoteId, openBefore }, 7_310);

describe('a further part of a thread', () => {
  it('answers the part before once that is public', () => {
    expect(after('published', '4711')).toEqual({ kind: 'go', replyTo: '4711' });
  });

  it.each(waits)('waits 15 to 30 seconds while the part before is %s', (state) => {
    for (let deliveryId = 1; deliveryId < 40; deliveryId += 1) {
      const turn = turnOf({ part: 1, state, remoteId: null, openBefore: 1 }, deliveryId);
      const forMs = turn.kind === 'wait' ? turn.forMs : Number.NaN;
      expect(forMs).toBeGreaterThanOrEqual(15_000);
      expect(forMs).toBeLessThanOrEqual(30_000);
    }
  });

  it('waits longer the further back it stands, so that a long thread costs the queue little', () => {
    const forMs = (openBefore: number) => {
      const turn = after('ready', null, openBefore);
      return turn.kind === 'wait' ? turn.forMs : 0;
    };
    expect(forMs(4)).toBe(4 * forMs(1));
  });

  it('never goes out after any other end, and says which part it misses, counted as people count', () => {
    const ends = DELIVERY_STATES.filter((state) => state !== 'published' && !waits.includes(state));
    for (const state of ends) {
      expect(after(state)).toEqual({
        kind: 'broken',
        detail: expect.stringMatching(/^Part 1 of the thread did not go out, so part 2 /) as string,
      });
    }
    expect(ends).toContain('failed');
  });

  it('asks for a hand where the part before is public and nobody knows its number', () => {
    expect(after('published')).toMatchObject({ kind: 'broken' });
  });
});
