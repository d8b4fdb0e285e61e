import { describe, expect, it } from 'vitest';
import type { Outcome } from '../platform.js';
import { outcomeOfReply, postIdAt } from './x.outcome.js';
import { isOfItsKind } from './x.same-post.js';

const NOW = new Date('2026-12-01T06:00:00Z');

function answered(status: number, detail: string): Outcome {
  const body = { title: 'Forbidden', detail, type: 'about:blank' };
  return outcomeOfReply(
    { kind: 'answered', value: { kind: 'error', status, headers: {}, body } },
    'lucknow',
    NOW,
  );
}

describe('what X says to a further part of a thread', () => {
  it.each([
    [
      'that X does not know the part before yet is tried again',
      403,
      'You attempted to reply to a Tweet that is deleted or not visible to you.',
      { kind: 'unavailable' },
    ],
    [
      'that it may not be answered is no fault of the account',
      403,
      'Replying is permitted only where the author has summoned the account.',
      { kind: 'refused', cause: 'content' },
    ],
    [
      'that it says the same as another post is looked into',
      403,
      'You are not allowed to create a Tweet with duplicate content.',
      { kind: 'uncertain', cause: 'duplicate' },
    ],
    ['that the token has ended is', 401, 'Unauthorized', { kind: 'refused', cause: 'credentials' }],
  ])('%s', (_what, status, detail, outcome) => {
    expect(answered(status, detail)).toMatchObject(outcome);
  });
});

describe('the place of a post in a thread of X', () => {
  it.each([
    ['stands for itself', { id: '7', conversation_id: '7' }, [false, true]],
    ['answers another', { id: '9', conversation_id: '7' }, [true, false]],
    ['is not told', { id: '9' }, [true, true]],
  ])('%s', (_how, shown, [isPart, isFirst]) => {
    expect(isOfItsKind({ isReply: true }, shown)).toBe(isPart);
    expect(isOfItsKind({ isReply: false }, shown)).toBe(isFirst);
  });
});

describe('the page of a post of X', () => {
  it.each([
    ['https://x.com/lucknow/status/1863090211', '1863090211'],
    ['https://x.com/i/web/status/17', '17'],
    ['https://mobile.twitter.com/lucknow/status/17?s=20', '17'],
    ['https://x.com/lucknow', null],
    ['https://x.com.example.org/lucknow/status/17', null],
    ['https://example.org/?to=https://x.com/lucknow/status/17', null],
  ])('%s tells its id, or none', (page, id) => {
    expect(postIdAt(page)).toBe(id);
  });
});
