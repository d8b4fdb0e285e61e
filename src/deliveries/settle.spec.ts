import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../platforms/index.js';
import { mayGo } from './delivery-state.js';
import { settle, type Try } from './settle.js';

const sent = (outcome: Outcome, attempts = 1): Try => ({
  outcome,
  wasCommitted: true,
  attempts,
  whileDownMs: null,
  firstLookAfterMs: 15_000,
});

describe('settling a send', () => {
  it('keeps the id and the link of a published post', () => {
    const settlement = settle(
      sent({ kind: 'published', remoteId: '17', permalink: 'https://t.me/a/17' }),
    );
    expect(settlement).toMatchObject({ state: 'published', remoteId: '17', wakeAfterMs: null });
  });

  it('never plans another send when the answer was lost', () => {
    const settlement = settle(sent({ kind: 'uncertain', cause: 'no_answer', detail: 'timed out' }));
    expect(settlement).toMatchObject({ state: 'unknown', wakeAfterMs: 15_000, cause: 'no_answer' });
  });

  it('looks for the post when the platform calls it a duplicate, instead of calling it failed', () => {
    const settlement = settle(sent({ kind: 'uncertain', cause: 'duplicate', detail: 'duplicate' }));
    expect(settlement.state).toBe('unknown');
  });

  it('waits as long as the platform says and gives the attempt back when it was throttled', () => {
    const settlement = settle(
      sent({ kind: 'throttled', scope: 'account', retryAfterMs: 90_000, detail: '429' }, 3),
    );
    expect(settlement).toMatchObject({ state: 'retry_wait', wakeAfterMs: 90_000, attempts: 2 });
  });

  it.each([
    ['no time', null, 60_000],
    ['a time in the past', -5_000, 1_000],
    ['a time a year ahead', 31_536_000_000, 86_400_000],
    ['a fraction of a millisecond', 260_999.3, 261_000],
  ])('bounds the wait when the platform names %s', (_, retryAfterMs, expectedMs) => {
    const throttled: Outcome = { kind: 'throttled', scope: 'account', retryAfterMs, detail: '429' };
    expect(settle(sent(throttled)).wakeAfterMs).toBe(expectedMs);
  });

  it('asks again when a platform works on a file, and counts no try', () => {
    const waiting: Outcome = { kind: 'waiting', resumeAfterMs: 12_000, detail: 'It works' };
    const settlement = settle({ ...sent(waiting, 3), wasCommitted: false });
    expect(settlement).toMatchObject({
      state: 'retry_wait',
      wakeAfterMs: 12_000,
      attempts: 2,
      cause: 'processing',
    });
  });

  it('never asks again when an adapter waits after its post was sent', () => {
    const waiting: Outcome = { kind: 'waiting', resumeAfterMs: 12_000, detail: 'It works' };
    expect(settle(sent(waiting)).state).toBe('unknown');
  });

  it('tries again later when the platform could not be reached', () => {
    const settlement = settle(sent({ kind: 'unavailable', detail: 'connection refused' }));
    expect(settlement).toMatchObject({ state: 'retry_wait', wakeAfterMs: 5_000 });
  });

  it('counts no try while the platform is down for everybody, however often it was tried', () => {
    const tried = sent({ kind: 'unavailable', detail: 'connection refused' }, 7);
    const settlement = settle({ ...tried, whileDownMs: 30_000 });
    expect(settlement).toMatchObject({ state: 'retry_wait', wakeAfterMs: 30_000, attempts: 6 });
  });

  it('stops after the last try and says so', () => {
    const settlement = settle(sent({ kind: 'unavailable', detail: 'connection refused' }, 7));
    expect(settlement).toMatchObject({ state: 'failed', cause: 'too_many_attempts' });
  });

  it('fails for the cause that the platform gave', () => {
    const settlement = settle(
      sent({ kind: 'refused', cause: 'credentials', detail: 'token revoked' }),
    );
    expect(settlement).toMatchObject({ state: 'failed', cause: 'credentials' });
  });

  it('treats an unclear answer without an intent as not sent', () => {
    const settlement = settle({
      ...sent({ kind: 'uncertain', cause: 'no_answer', detail: 'timed out' }),
      wasCommitted: false,
    });
    expect(settlement.state).toBe('retry_wait');
  });
});

const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({
    kind: fc.constant('published' as const),
    remoteId: fc.string(),
    permalink: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('throttled' as const),
    scope: fc.constantFrom('account' as const, 'application' as const),
    retryAfterMs: fc.option(fc.double(), { nil: null }),
    detail: fc.string(),
  }),
  fc.record({
    kind: fc.constant('waiting' as const),
    resumeAfterMs: fc.integer(),
    detail: fc.string(),
  }),
  fc.record({ kind: fc.constant('unavailable' as const), detail: fc.string() }),
  fc.record({
    kind: fc.constant('refused' as const),
    cause: fc.constantFrom('content', 'credentials', 'permission', 'credit'),
    detail: fc.string(),
  }),
  fc.record({
    kind: fc.constant('uncertain' as const),
    cause: fc.constantFrom('no_answer', 'unclear_answer', 'duplicate'),
    detail: fc.string(),
  }),
);

const PATIENT = { whileDownMs: 30_000, firstLookAfterMs: 0 };

describe('every outcome', () => {
  it('leads to a state that the table of arrows allows, and only proof leads to another send', () => {
    fc.assert(
      fc.property(
        outcomes,
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        (outcome, wasCommitted, attempts) => {
          const { state } = settle({ outcome, wasCommitted, attempts, ...PATIENT });
          expect(mayGo(wasCommitted ? 'sending' : 'claimed', state)).toBe(true);
          if (wasCommitted && outcome.kind === 'uncertain') expect(state).toBe('unknown');
          if (state === 'published') expect(outcome.kind).toBe('published');
        },
      ),
    );
  });
});
