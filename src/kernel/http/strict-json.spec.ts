import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStrictJson, UnsoundJson } from './strict-json.js';

describe('a body', () => {
  it('is read as JSON says, whatever it holds', () => {
    const values = fc.jsonValue({ maxDepth: 5 });
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        if (/"(?:__proto__|constructor|prototype)":/.test(text)) return;
        expect(readStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['that is no JSON', '{"a":'],
    ['with a name twice', '{"a":1,"b":[{"c":1}],"a":2}'],
    ['with a name twice, spelt in two ways', '{"a":1,"\\u0061":2}'],
    ['with a name twice, far inside', '[[{"x":{"y":1,"y":1}}]]'],
    ['that reaches for the prototype', '{"a":{"__proto__":{"isAdmin":true}}}'],
    ['that reaches for the prototype in disguise', '{"\\u005f_proto__":{}}'],
    ['that reaches for the constructor', '{"constructor":{"prototype":{}}}'],
    ['a hundred thousand deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('%s is refused', (_, text) => {
    expect(() => readStrictJson(text)).toThrow(UnsoundJson);
  });

  it('that is a file of eight megabytes is read, whatever signs it holds', () => {
    for (const sign of ['a', '\n', '"', '\\', 'ल']) {
      const content = sign.repeat(2 * 1024 * 1024);
      expect(readStrictJson(JSON.stringify({ content }))).toEqual({ content });
    }
  });

  it.each([
    ['the same name in two objects', '[{"a":1},{"a":2}]'],
    ['backslashes before a quotation mark', '{"a":"\\\\","b":"\\\\\\"","c":1}'],
    ['signs in texts', '{"a":"{\\"b\\":1,\\"b\\":1}[[","b":":{,"}'],
    ['names as texts', '["__proto__",{"a":"constructor"}]'],
  ])('with %s is taken', (_, text) => {
    expect(readStrictJson(text)).toEqual(JSON.parse(text));
  });
});
