import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isCrossSite } from './cross-site.guard.js';

const PUBLIC_URL = 'https://munadi.example';

describe('a write counts as made by another website', () => {
  const cases: [string, IncomingHttpHeaders, boolean][] = [
    ['when the browser says so', { 'sec-fetch-site': 'cross-site' }, true],
    ['when it comes from a neighbouring host', { 'sec-fetch-site': 'same-site' }, true],
    ['not when the browser says same origin', { 'sec-fetch-site': 'same-origin' }, false],
    ['not when a person typed the address', { 'sec-fetch-site': 'none' }, false],
    ['when an old browser names another origin', { origin: 'https://evil.example' }, true],
    ['when the origin only starts like ours', { origin: `${PUBLIC_URL}.evil.example` }, true],
    ['when the origin is hidden', { origin: 'null' }, true],
    ['not when an old browser names our origin', { origin: PUBLIC_URL }, false],
    [
      'not when the page was opened at another address of this server',
      { origin: 'http://127.0.0.1:7310', host: '127.0.0.1:7310' },
      false,
    ],
    ['not when no browser sent it', {}, false],
    [
      'when the browser says so, whatever the origin',
      { 'sec-fetch-site': 'cross-site', origin: PUBLIC_URL },
      true,
    ],
  ];
  it.each(cases)('%s', (_, headers, expected) => {
    expect(isCrossSite({ host: 'munadi.example', ...headers }, PUBLIC_URL)).toBe(expected);
  });
});
