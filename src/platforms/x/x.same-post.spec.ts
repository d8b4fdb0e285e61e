import { describe, expect, it } from 'vitest';
import { isSamePost, isSameText } from './x.same-post.js';

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

describe('a post with files that X shows is ours', () => {
  const upload = {
    sha256: 'a',
    mediaId: '17',
    mediaKey: '3_17',
    expiresAt: '2026-12-02T06:00:00.000Z',
    stage: 'ready',
    segments: 1,
    finalizedAt: null,
  };
  const shownWith = (text: string, ...keys: string[]) => ({
    text: `${text} https://t.co/pic`.trim(),
    entities: {
      urls: keys.map((media_key, index) => ({
        url: 'https://t.co/pic',
        expanded_url: `https://x.com/lucknow/status/1/photo/${index + 1}`,
        media_key,
      })),
    },
    attachments: { media_keys: keys },
  });
  const isOurs = (
    text: string,
    shown: ReturnType<typeof shownWith>,
    mediaKey: string | null = '3_17',
  ) => isSamePost({ text, progress: { uploads: [{ ...upload, mediaKey }] } }, shown);

  it.each([
    ['it carries our file and our text', 'Flood', shownWith('Flood', '3_17')],
    ['it carries our file, whatever it says', 'Flood', shownWith('Fl00d', '3_17')],
    ['it carries our file and no text', '', shownWith('', '3_17')],
  ])('when %s', (_why, text, shown) => {
    expect(isOurs(text, shown)).toBe(true);
  });

  it('when it carries our file and X has not told its key', () => {
    expect(isOurs('', shownWith('', '7_17'), null)).toBe(true);
  });

  it.each([
    ['it carries another file and no text', '', shownWith('', '3_99')],
    ['it says our text and carries another file', 'Flood', shownWith('Flood', '3_99')],
    ['it says our text and carries no file', 'Flood', shownWith('Flood')],
    ['it carries a file that ends like ours', '', shownWith('', '3_117')],
  ])('not when %s', (_why, text, shown) => {
    expect(isOurs(text, shown)).toBe(false);
  });
});
