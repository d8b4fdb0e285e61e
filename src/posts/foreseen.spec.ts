import { describe, expect, it } from 'vitest';
import { TEXT_ONLY } from '../contract/media.js';
import type { PlatformCapabilities } from '../contract/platforms.js';
import { describeProblem } from '../contract/problems.js';
import { foreseenTroubles, wishesOf } from './foreseen.js';

const PLATFORM: PlatformCapabilities = {
  name: 'telegram',
  label: { en: 'Messenger', hi: 'संदेशवाहक' },
  text: { counting: 'utf16', maxUnits: 100 },
  reconcile: 'unreadable',
  retract: { kind: 'never' },
  thread: null,
  edit: { kind: 'never' },
  media: TEXT_ONLY,
  options: [
    {
      name: 'pin',
      kind: 'switch',
      label: { en: 'Pin it', hi: 'पिन करें' },
      needs: { ability: 'pin', remedy: { en: 'Give it the right', hi: 'अधिकार दें' } },
    },
  ],
  cost: null,
};
const LACKING = [
  { districtId: 1, platform: 'telegram', lacks: ['pin'] },
  { districtId: 2, platform: 'telegram', lacks: ['media', 'pin'] },
  { districtId: 3, platform: 'x', lacks: ['media', 'pin'] },
] as const;
const PLACES = ['', 'Agra', 'Lucknow', 'Kanpur'];
const words = { nameOf: (id: number) => PLACES[id] ?? '', language: 'en' } as const;

function said(post: { hasMedia: boolean; isPinned: boolean }): string[] {
  const options = { telegram: post.isPinned ? { pin: true } : {} };
  const wishes = wishesOf({ platforms: [PLATFORM], hasMedia: post.hasMedia, options });
  return foreseenTroubles(wishes, LACKING, words).map((one) => describeProblem(one, 'en'));
}

describe('what is foreseen of a post', () => {
  it('is nothing where it asks for nothing that an account lacks', () => {
    expect(said({ hasMedia: false, isPinned: false })).toEqual([]);
    const options = { telegram: { pin: false } };
    expect(wishesOf({ platforms: [PLATFORM], hasMedia: false, options })).toEqual([]);
  });

  it('names the option, the places, and what mends it', () => {
    expect(said({ hasMedia: false, isPinned: true })).toEqual([
      '"Pin it" will not happen on Messenger in: Agra, Lucknow (accounts: 2). The posts go out without it. Give it the right; then check the account on the page Accounts.',
    ]);
  });

  it('names where pictures will not be taken', () => {
    const [sentence, ...others] = said({ hasMedia: true, isPinned: false });
    expect(others).toEqual([]);
    expect(sentence).toContain('will not take pictures and videos in: Lucknow (accounts: 1)');
  });
});
