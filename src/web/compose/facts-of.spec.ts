import { describe, expect, it } from 'vitest';
import { TEXT_ONLY } from '../../contract/media.js';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import { factsOf } from './facts-of.js';

const HOUR_MS = 3_600_000;

function facts(some: Partial<PlatformCapabilities>, ...texts: string[]) {
  const platform: PlatformCapabilities = {
    name: 'x',
    label: { en: 'X', hi: 'X' },
    text: { counting: 'utf16', maxUnits: 100 },
    reconcile: 'readable',
    retract: { kind: 'delete', withinMs: null },
    edit: { kind: 'text', withinMs: null },
    thread: null,
    media: TEXT_ONLY,
    options: [],
    cost: null,
    ...some,
  };
  return factsOf(platform, {
    accounts: 225,
    texts: texts.length > 0 ? texts : ['नमस्ते'],
    language: 'en',
  });
}

const thin = (some: Partial<PlatformCapabilities>, ...texts: string[]) =>
  facts(some, ...texts).filter(({ isThin }) => isThin);

describe('What is told of a platform before a post goes there', () => {
  it('is every question that somebody asks once something has gone wrong', () => {
    expect(facts({}).map(({ id }) => id)).toEqual([
      'facts.takes_back',
      'facts.edits',
      'facts.lost_readable',
      'facts.free',
      'facts.text_only',
    ]);
  });

  it('does not warn of a platform that can do it all and costs nothing', () => {
    expect(thin({})).toEqual([]);
  });

  it('warns until when a post can be taken back', () => {
    const retract = { kind: 'delete', withinMs: 48 * HOUR_MS } as const;
    expect(thin({ retract })).toEqual([
      { id: 'facts.takes_back_within', spanHours: 48, isThin: true },
    ]);
  });

  it('warns that a post stays as it is, and that a lost answer will be a question', () => {
    const never = { kind: 'never' } as const;
    const ids = thin({ retract: never, edit: never, reconcile: 'unreadable' }).map(({ id }) => id);
    expect(ids).toEqual(['facts.takes_back_never', 'facts.edits_never', 'facts.lost_unreadable']);
  });

  it.each([
    [['बैठक 5 बजे'], '$3.38'],
    [['बैठक: https://example.in/a'], '$45.00'],
    [['बैठक 5 बजे', 'पता: https://example.in/a'], '$48.38'],
  ])('says what it costs on all accounts, with each part of a thread: %s', (texts, amount) => {
    const cost = { currency: 'USD', milliCents: 1_500, milliCentsWithLink: 20_000 } as const;
    expect(thin({ cost }, ...texts)).toEqual([
      { id: 'facts.costs', values: { amount, count: 225 }, isThin: true },
    ]);
  });

  it('says what it carries, and warns where it carries nothing without a picture', () => {
    const sets = [{ most: { image: 4 }, total: 4 }];
    const carries = { id: 'facts.carries', values: { sets: '4 pictures' }, isThin: false };
    expect(facts({ media: { ...TEXT_ONLY, sets } })).toContainEqual(carries);
    expect(thin({ media: { ...TEXT_ONLY, sets, isRequired: true } })).toMatchObject([
      { id: 'facts.needs_media' },
    ]);
  });
});
