import { describe, expect, it } from 'vitest';
import { takenBy } from './retraction.js';

const away = { kind: 'unavailable', retryAfterMs: null, detail: 'no answer' } as const;

describe('a try to take a post down', () => {
  it('ends the recall where the platform says that it is gone', () => {
    expect(takenBy({ kind: 'retracted' }, 1)).toEqual({ state: 'recalled', detail: null });
  });

  it('ends it too where its words could only be replaced, and says so', () => {
    const withdrawn = { kind: 'withdrawn', detail: 'the words were replaced' } as const;
    expect(takenBy(withdrawn, 1)).toEqual({ state: 'recalled', detail: withdrawn.detail });
  });

  it('is made again for two hours, and then a person is asked', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((tries) => takenBy(away, tries));
    expect(waits.every(({ state }) => state === 'recall_pending')).toBe(true);
    expect(takenBy(away, 7)).toEqual({ state: 'recall_unknown', detail: 'no answer' });
  });

  it('waits as long as the platform asks, however often', () => {
    expect(takenBy({ ...away, retryAfterMs: 90_000 }, 40)).toMatchObject({ inMs: 90_000 });
  });

  it('is for a person at once where the platform will not', () => {
    expect(takenBy({ kind: 'refused', detail: 'too old' }, 1).state).toBe('recall_unknown');
  });
});
