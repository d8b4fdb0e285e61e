import { describe, expect, it } from 'vitest';
import { isSameText } from './x.same-text.js';

const link = (expanded_url: string) => ({ urls: [{ url: 'https://t.co/abc', expanded_url }] });

describe('a post that X shows is ours', () => {
  it.each([
    ['as it was sent', 'नमस्ते लखनऊ', { text: 'नमस्ते लखनऊ' }],
    ['with signs as entities', 'A & B <c>', { text: 'A &amp; B &lt;c&gt;' }],
    ['when an entity itself was written', 'write &lt;', { text: 'write &amp;lt;' }],
    ['composed', 'cafe\u0301', { text: 'café' }],
    ['trimmed', ' go \n', { text: 'go' }],
    [
      'with t.co for a link',
      'see https://example.org/a?b=1 now',
      { text: 'see https://t.co/abc now', entities: link('https://example.org/a?b=1') },
    ],
    [
      'with t.co for a bare host',
      'see example.org',
      { text: 'see https://t.co/abc', entities: link('http://example.org') },
    ],
    [
      'with a closing slash at a link',
      'see https://example.org',
      { text: 'see https://t.co/abc', entities: link('https://example.org/') },
    ],
    ['with dollars in a link', 'a.in/$&', { text: 'https://t.co/abc', entities: link('a.in/$&') }],
  ])('%s', (_how, ours, shown) => {
    expect(isSameText(ours, shown)).toBe(true);
  });

  it.each([
    ['another word', 'Flood in Lucknow', { text: 'Flood in Kanpur' }],
    ['more words', 'Flood', { text: 'Flood in Lucknow' }],
    [
      'another link',
      'see https://example.org/1',
      { text: 'see https://t.co/abc', entities: link('https://example.org/2') },
    ],
  ])('unless it has %s', (_how, ours, shown) => {
    expect(isSameText(ours, shown)).toBe(false);
  });
});
