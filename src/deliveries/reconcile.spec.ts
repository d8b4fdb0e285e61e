import { describe, expect, it } from 'vitest';
import { verdictOf } from './reconcile.js';

const doubt = { waitsMs: [15_000, 120_000], cause: 'no_answer', attempts: 1 } as const;

describe('looking for a post whose answer was lost', () => {
  it('ends the doubt when the post is found', () => {
    const located = { kind: 'found', remoteId: '9', permalink: null } as const;
    expect(verdictOf({ located, looks: 0, ...doubt })).toMatchObject({
      kind: 'published',
      remoteId: '9',
    });
  });

  it('sends again only when the platform proves that nothing is public', () => {
    const located = { kind: 'absent', isProof: true, detail: 'still a draft' } as const;
    expect(verdictOf({ located, looks: 0, ...doubt })).toMatchObject({
      kind: 'absent',
      retryInMs: 5_000,
    });
  });

  it.each([
    ['the platform calls it a duplicate', { cause: 'duplicate' as const }],
    ['it was tried too often', { attempts: 7 }],
  ])('asks a person instead of flipping a draft for ever when %s', (_, change) => {
    const located = { kind: 'absent', isProof: true, detail: 'still a draft' } as const;
    expect(verdictOf({ located, looks: 0, ...doubt, ...change }).kind).toBe('undecided');
  });

  it('looks a second time when the post is merely not to be seen', () => {
    const located = { kind: 'absent', isProof: false, detail: 'not on the timeline' } as const;
    expect(verdictOf({ located, looks: 0, ...doubt })).toMatchObject({
      kind: 'look_again',
      afterMs: 120_000,
    });
  });

  it('asks a person after the last look', () => {
    const located = { kind: 'absent', isProof: false, detail: 'not on the timeline' } as const;
    expect(verdictOf({ located, looks: 1, ...doubt }).kind).toBe('undecided');
  });

  it('asks a person after the last look that could not be made', () => {
    const located = { kind: 'unreadable', detail: '503' } as const;
    expect(verdictOf({ located, looks: 1, ...doubt }).kind).toBe('undecided');
  });

  it('asks a person at once where nothing can be read', () => {
    expect(verdictOf({ located: null, looks: 0, ...doubt }).kind).toBe('undecided');
  });
});
