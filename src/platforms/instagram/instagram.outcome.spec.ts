import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { JsonAnswer } from '../../kernel/egress/index.js';
import { containerStateOf } from './instagram.container-state.js';
import { outcomeOfPublish, outcomeOfStep } from './instagram.outcome.js';
import { outcomeOfDelete, outcomeOfMissing } from './instagram.retraction.js';

function answer(status: number, body: unknown, headers: JsonAnswer['headers'] = {}): JsonAnswer {
  return { status, headers, body, excerpt: '' };
}

const graphError = (code: number, subcode?: number, isTransient = false) =>
  answer(400, {
    error: { message: 'said', code, error_subcode: subcode, is_transient: isTransient },
  });
const published = (value: JsonAnswer) => outcomeOfPublish({ kind: 'answered', value });
const prepared = (value: JsonAnswer) => {
  const step = outcomeOfStep({ kind: 'answered', value }, z.object({ id: z.string() }));
  return step.kind === 'ended' ? step.outcome : step;
};

const CONTENT = { kind: 'refused', cause: 'content' };
const CREDENTIALS = { kind: 'refused', cause: 'credentials' };
const PERMISSION = { kind: 'refused', cause: 'permission' };
const UNCLEAR = { kind: 'uncertain', cause: 'unclear_answer' };
const UNAVAILABLE = { kind: 'unavailable' };

describe('what an error of Instagram means', () => {
  it.each([
    ['-1/2207001: its server', graphError(-1, 2_207_001), UNAVAILABLE, UNCLEAR],
    ['-2/2207003: the download took too long', graphError(-2, 2_207_003), UNAVAILABLE, UNCLEAR],
    ['2: service', graphError(2), UNAVAILABLE, UNCLEAR],
    ['4: the application', graphError(4), { scope: 'application' }, UNCLEAR],
    ['4/2207051: taken for spam', graphError(4, 2_207_051), PERMISSION, UNCLEAR],
    ['9/2207042: the posts of a day', graphError(9, 2_207_042), { scope: 'account' }, UNCLEAR],
    ['10: permission', graphError(10), PERMISSION, PERMISSION],
    ['24/2207006: no container', graphError(24, 2_207_006), UNAVAILABLE, UNCLEAR],
    ['25/2207050: restricted', graphError(25, 2_207_050), PERMISSION, UNCLEAR],
    ['100: a parameter', graphError(100), CONTENT, CONTENT],
    ['100/33: not there', graphError(100, 33), PERMISSION, UNCLEAR],
    ['190: the token', graphError(190, 463), CREDENTIALS, CREDENTIALS],
    ['190, passing', graphError(190, undefined, true), UNAVAILABLE, UNCLEAR],
    ['9004/2207052: not fetched', graphError(9_004, 2_207_052), UNAVAILABLE, UNCLEAR],
    ['9007/2207027: not ready', graphError(9_007, 2_207_027), UNAVAILABLE, UNAVAILABLE],
    ['36003/2207009: aspect', graphError(36_003, 2_207_009), CONTENT, CONTENT],
    ['80002: the account', graphError(80_002), { scope: 'account' }, UNCLEAR],
    ['a code without a row', graphError(987_654), UNAVAILABLE, UNCLEAR],
    ['a page of a proxy', answer(502, undefined), UNAVAILABLE, UNCLEAR],
    ['success of something else', answer(200, { ok: 1 }), UNAVAILABLE, UNCLEAR],
  ])('%s', (_what, value, whilePreparing, whilePublishing) => {
    expect(prepared(value)).toMatchObject(whilePreparing);
    expect(published(value)).toMatchObject(whilePublishing);
  });

  it('never claims to know after an answer of the last step that Meta does not document', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
        expect(published(answer(status, body))).toMatchObject({ kind: 'uncertain' });
      }),
    );
  });
});

describe('a container of Instagram', () => {
  it.each([
    ['FINISHED', undefined, 'finished'],
    ['PUBLISHED', undefined, 'published'],
    ['IN_PROGRESS', undefined, 'working'],
    ['EXPIRED', undefined, 'lost'],
    ['ERROR', 'Error: 2207052', 'lost'],
    ['ERROR', '2207026', 'refused'],
    ['ERROR', undefined, 'refused'],
  ] as const)('%s %s', (status_code, status, kind) => {
    expect(containerStateOf({ status_code, status })).toMatchObject({ kind });
  });
});

describe('a success of Instagram', () => {
  const withUsage = (usage: object) =>
    published(
      answer(
        200,
        { id: '7' },
        { 'x-business-use-case-usage': JSON.stringify({ 1: [{ type: 'instagram', ...usage }] }) },
      ),
    );

  it('asks for a pause when it used up the allowance of calls', () => {
    expect(withUsage({ call_count: 95 })).toMatchObject({
      pause: { scope: 'account', forMs: 300_000 },
    });
    expect(withUsage({ total_time: 100, estimated_time_to_regain_access: 19 })).toMatchObject({
      pause: { forMs: 19 * 60_000 },
    });
  });

  it('asks for none while there is room', () => {
    expect(withUsage({ call_count: 94 })).toEqual({
      kind: 'published',
      remoteId: '7',
      permalink: null,
    });
  });
});

describe('a delete on Instagram', () => {
  const missing = (id: string | undefined, ageMs = 3_600_000) =>
    outcomeOfMissing(
      {
        kind: 'answered',
        value: answer(200, { id: '6', ...(id && { instagram_business_account: { id } }) }),
      },
      { igUserId: '17', ageMs },
    );

  it('that does not find the post proves that it is gone when the token speaks for the account', () => {
    expect(missing('17')).toEqual({ kind: 'retracted' });
    expect(missing('17', 14_000)).toMatchObject({ kind: 'unavailable', retryAfterMs: 1_000 });
    expect(missing('18')).toMatchObject({ kind: 'refused' });
    expect(missing(undefined)).toMatchObject({ kind: 'refused' });
  });

  it('that Meta can not make is left to a person, with what to do', () => {
    const value = graphError(-1, 2_207_085);
    const deleted = outcomeOfDelete({ kind: 'answered', value });
    expect(deleted).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('Delete the post in the app') as string,
    });
  });
});
