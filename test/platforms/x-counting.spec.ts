import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTextUnits } from '../../src/contract/text-units.js';

/**
 * docs.x.com/fundamentals/counting-characters (read 2026-08-22) and twitter-text 3.1.0, X's own counter, whose
 * answers these are (run 2026-11-24).
 */
describe('X counts', () => {
  it.each([
    ['a Devanagari text', 'क'.repeat(280), 280],
    ['a conjunct as its code points', 'क्षि', 4],
    ['Han as two each', '漢'.repeat(140), 280],
    ['Hangul as two', '한', 2],
    ['Thai as one', 'ก', 1],
    ['the rupee sign', '₹', 2],
    ['an ellipsis', '…', 2],
    ['a bullet', '•', 2],
    ['a dash and curly quotes', '–“”', 3],
    ['joiners inside Hindi words', '\u200d\u200c', 2],
    ['a direction mark', '\u202a', 2],
    ['letters after composing them', 'e\u0301', 1],
    ['a letter that stays apart in NFC', '\u0958', 2],
    ['a family', '👨‍👩‍👧‍👦', 2],
    ['a flag', '🇮🇳', 2],
    ['a flag of England', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', 2],
    ['a keycap', '1️⃣', 2],
    ['a skin tone', '👍🏽', 2],
    ['a profession with a skin tone', '👩🏽‍🚒', 2],
    ['two emoji', '😀😀', 4],
    ['a copyright sign as a letter', '©', 1],
    ['a copyright sign as an emoji', '©️', 2],
    ['a link', 'https://example.com', 23],
    ['a link however long', `https://example.com/${'a'.repeat(100)}`, 23],
    ['a bare host', 'mygov.in/x', 23],
    ['a bare host after Hindi', 'नमस्तेexample.com', 29],
    ['a host in Hindi', 'https://भाजपा.भारत', 23],
    ['the full stop after a link', 'http://example.com.', 24],
    ['the danda after a link', 'https://example.com।', 24],
    ['brackets around a link', '(https://example.com/a)', 25],
    ['brackets in a link', 'https://example.com/a_(b)', 23],
    ['Hindi after the last slash', 'https://example.com/पथ', 25],
    ['a mark behind a host', 'https://example.com#x', 25],
    ['a question behind a link', 'https://example.com?x=y', 23],
    ['a question behind a bare host', 'gov.in?q=1', 27],
    ['an emoji behind a link', 'https://example.com😀', 25],
    ['links beside each other', 'example.com,example.org', 47],
    ['a mail address as letters', 'a@example.com', 13],
    ['a name of a file as letters', 'file.txt', 8],
    ['an initialism as letters', 'U.S.A', 5],
    ['a machine without a domain as letters', 'http://localhost', 16],
    ['a number of a machine as letters', 'https://1.2.3.4/', 16],
  ])('%s', (_what, text, units) => {
    expect(countTextUnits(text, 'x_weighted')).toBe(units);
  });

  it('no text heavier than twice its letters, unless it holds a link', () => {
    const withoutLink = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('.'));
    fc.assert(
      fc.property(withoutLink, (text) => {
        const letters = Array.from(text.normalize('NFC')).length;
        expect(countTextUnits(text, 'x_weighted')).toBeLessThanOrEqual(2 * letters);
      }),
    );
  });
});
