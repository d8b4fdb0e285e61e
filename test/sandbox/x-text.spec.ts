import { describe, expect, it } from 'vitest';
import { findUrls, weightedUnits } from '../../src/platforms/x/simulator/x-text.js';

describe("X's weighted count", () => {
  it.each([
    ['a Latin letter', 'a', 1],
    ['a Devanagari cluster of four code points', 'क्षि', 4],
    ['a zero-width joiner in Indic text', 'र्\u200dय', 4],
    ['the rupee sign', '₹', 2],
    ['an ellipsis', '…', 2],
    ['a bullet', '•', 2],
    ['an en dash', '–', 1],
    ['a Han letter', '漢', 2],
    ['a family of four, one emoji', '👨‍👩‍👧‍👦', 2],
    ['a flag', '🇮🇳', 2],
    ['a letter that NFC composes', 'e\u0301', 1],
    ['an address', 'https://example.org/a/very/long/path?with=query', 23],
    ['a bare host', 'example.com', 23],
    ['an address before a danda', 'https://example.org/a।', 24],
  ])('counts %s', (_what, text, units) => {
    expect(weightedUnits(text)).toBe(units);
  });

  it('finds no address inside a mail address', () => {
    expect(findUrls('ask@example.com')).toEqual([]);
  });
});
