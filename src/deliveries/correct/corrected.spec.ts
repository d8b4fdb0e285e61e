import { describe, expect, it } from 'vitest';
import { correctedBy } from './corrected.js';

const away = { kind: 'unavailable', retryAfterMs: null, detail: 'no answer' } as const;

describe('a try to change the words of a public post', () => {
  it('ends the correction where the platform says that it is done', () => {
    expect(correctedBy({ kind: 'edited' }, 1)).toEqual({ state: 'corrected' });
  });

  it('is made again for two hours, and then the old words are told of', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((tries) => correctedBy(away, tries));
    expect(waits.every(({ state }) => state === 'pending')).toBe(true);
    expect(correctedBy(away, 7)).toEqual({ state: 'refused', detail: 'no answer' });
  });

  it('waits as long as the platform asks, however often', () => {
    expect(correctedBy({ ...away, retryAfterMs: 90_000 }, 40)).toMatchObject({ inMs: 90_000 });
  });

  it('ends at once where the platform will not', () => {
    expect(correctedBy({ kind: 'refused', detail: 'too old' }, 1).state).toBe('refused');
  });
});
