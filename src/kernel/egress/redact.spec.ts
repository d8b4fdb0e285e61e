import { describe, expect, it } from 'vitest';
import { inBrief, parseRedacted, redact } from './index.js';

describe('what a platform said', () => {
  it.each([
    ['as it is', 'token 12:ab/c is bad', 'token [secret] is bad'],
    ['in an address', 'GET /bot12%3Aab%2Fc/getMe', 'GET /bot[secret]/getMe'],
    ['twice', '12:ab/c 12:ab/c', '[secret] [secret]'],
  ])('loses a secret that it quotes %s', (_how, text, shown) => {
    expect(redact(text, ['12:ab/c'])).toBe(shown);
  });

  it('loses a secret also where JSON writes it in another way', () => {
    const text = String.raw`{"error":{"message":"bad 12:ab\/c","code":190}}`;
    expect(parseRedacted(text, ['12:ab/c'])).toEqual({
      error: { message: 'bad [secret]', code: 190 },
    });
  });

  it('stays whole when a secret is empty', () => {
    expect(redact('token', [''])).toBe('token');
  });

  it('is nothing when it is not JSON', () => {
    expect(parseRedacted('<html>', [])).toBeUndefined();
  });

  it('becomes one short line without marks that turn the writing round', () => {
    expect(inBrief(' Bad\r\n\u202e request\u0000 ')).toBe('Bad request');
    expect(inBrief('x'.repeat(5000))).toHaveLength(301);
  });
});
