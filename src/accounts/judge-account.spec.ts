import { describe, expect, it } from 'vitest';
import { judgeAccount } from './judge-account.js';

const account = { handle: '@lucknow', remoteId: '700' };

describe('a check of an account', () => {
  it('finds it healthy, with what the platform says of it, when the credentials speak for it', () => {
    const found = { handle: 'lucknow', remoteId: '700', isVerified: true, audience: 5 };
    expect(judgeAccount({ kind: 'identified', ...found }, account)).toEqual({
      kind: 'healthy',
      handle: '@lucknow',
      isVerified: true,
      audience: 5,
      accessEndsAt: null,
      rightsMissing: [],
      abilitiesMissing: [],
    });
  });

  it('keeps the first end of its access and each right that is missing', () => {
    const at = (day: number) => new Date(Date.UTC(2026, 11, day));
    const found = { handle: 'lucknow', remoteId: '700', isVerified: true, audience: 5 };
    const warnings = [
      { kind: 'expires', at: at(9) },
      { kind: 'right_missing', right: 'take_down' },
      { kind: 'expires', at: at(5) },
      { kind: 'ability_missing', ability: 'pin' },
    ] as const;
    expect(judgeAccount({ kind: 'identified', ...found, warnings }, account)).toMatchObject({
      kind: 'healthy',
      accessEndsAt: at(5),
      rightsMissing: ['take_down'],
      abilitiesMissing: ['pin'],
    });
  });

  it.each([
    ['follows a new name', { imported: '@lucknow', answered: 'lucknow_up' }, '@lucknow_up'],
    ['keeps the name as it was written', { imported: '@Lucknow', answered: 'lucknow' }, '@Lucknow'],
    [
      'keeps the name of a page of which the platform knows only the id',
      { imported: 'Lucknow', answered: '700' },
      'Lucknow',
    ],
  ])('%s', (_, { imported, answered }, expected) => {
    const found = { handle: answered, remoteId: '700', isVerified: true, audience: null };
    const byName = { handle: imported, remoteId: '700' };
    const finding = judgeAccount({ kind: 'identified', ...found }, byName);
    expect(finding).toMatchObject({ kind: 'healthy', handle: expected });
  });

  it('finds it broken when the credentials are those of another account, and says whose', () => {
    const found = { handle: '@kanpur', remoteId: '701', isVerified: true, audience: 5 };
    expect(judgeAccount({ kind: 'identified', ...found }, account)).toEqual({
      kind: 'broken',
      trouble: 'stranger',
      detail:
        'The credentials belong to @kanpur (701), not to 700. Import the account again with its own credentials.',
    });
  });

  it('finds it broken when the platform refuses, and says what to do', () => {
    const detail = 'X says that the token was revoked';
    expect(judgeAccount({ kind: 'refused', cause: 'credentials', detail }, account)).toEqual({
      kind: 'broken',
      trouble: 'credentials',
      detail: 'X says that the token was revoked. Import the account again with new credentials.',
    });
  });

  it('finds out nothing when the platform cannot be reached', () => {
    const detail = 'connection refused';
    expect(judgeAccount({ kind: 'unavailable', detail }, account)).toEqual({
      kind: 'unknown',
      detail,
    });
  });
});
