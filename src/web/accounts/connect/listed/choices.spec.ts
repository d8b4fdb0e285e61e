import { describe, expect, it } from 'vitest';
import type { FoundAccount } from '../../../../contract/account-listing.js';
import type { DistrictNode } from '../../../../contract/districts.js';
import { choosePlace, rowsOf, sortProblems, withPlace } from './choices.js';

const LUCKNOW = { id: 7, nameEn: 'Lucknow' } as DistrictNode;
const guesser = {
  guesses: () => [],
  sureOf: ([name]: readonly string[]) => (name === 'Lucknow' ? LUCKNOW : null),
};

function page(remoteId: string, name: string, districtId: number | null = null): FoundAccount {
  const platform = 'facebook';
  return { platform, remoteId, name, handle: name, isVerified: null, audience: null, districtId };
}

const rows = rowsOf(
  [
    page('1', 'Lucknow'),
    page('2', 'Newsroom'),
    page('3', 'Held', 9),
    { ...page('4', 'Newsroom'), platform: 'instagram' },
  ],
  guesser,
);
const shown = (all: typeof rows) =>
  Object.fromEntries(
    all.map(({ account, placeId, source }) => [account.remoteId, [placeId, source]]),
  );

describe('The accounts of a token', () => {
  it('come with the place that holds them, else the one that their name tells, else none', () => {
    expect(shown(rows)).toEqual({
      1: [7, 'guessed'],
      2: [null, 'none'],
      3: [9, 'held'],
      4: [null, 'none'],
    });
    expect(rows.map(({ account }) => account.remoteId)).toEqual(['2', '4', '1', '3']);
  });

  it('take a chosen place, and so does the account of the same name beside a Page', () => {
    expect(shown(choosePlace(rows, 'facebook 2', 5))).toMatchObject({
      2: [5, 'chosen'],
      4: [5, 'chosen'],
      1: [7, 'guessed'],
    });
  });

  it('are left out when their place is taken away, and the account beside it stays', () => {
    const chosen = choosePlace(rows, 'facebook 2', 5);
    expect(shown(choosePlace(chosen, 'facebook 2', null))).toMatchObject({
      2: [null, 'none'],
      4: [5, 'chosen'],
    });
  });

  it('are sent when they have a place, and what is wrong stands at its row', () => {
    const sent = withPlace(rows);
    expect(sent.map(({ account }) => account.remoteId)).toEqual(['1', '3']);
    const taken = { code: 'account_taken', message: 'taken', field: 'rows.1.districtId' };
    const paused = { code: 'platform_unreachable', message: 'away' };
    const beyond = { code: 'account_taken', message: 'beyond', field: 'rows.2.districtId' };
    const { byKey, others } = sortProblems([taken, paused, beyond], sent);
    expect([...byKey]).toEqual([['facebook 3', [taken]]]);
    expect(others).toEqual([paused, beyond]);
  });
});
