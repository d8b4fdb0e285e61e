import fc from 'fast-check';

const LONG = 'अ'.repeat(70_000);

/** Texts that have broken something somewhere. None holds a word that the search for leaks looks for. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '\0',
    'a\0b',
    '\uD800',
    '\uDFFFx',
    '\uFEFF',
    '\uFFFD',
    '\u202Egnp.exe',
    '\r\nset-cookie: munadi=x',
    '__proto__',
    'constructor',
    'toString',
    'NaN',
    '-1',
    '1e400',
    '9223372036854775808',
    '0x10',
    '٣',
    "' OR 1=1 --",
    "'; DROP TABLE people; --",
    '%00',
    '%',
    '../../../../etc/passwd',
    '..\\..\\windows',
    '{{7*7}}',
    '{district}{district_en}{',
    '${jndi:ldap://127.0.0.1}',
    '<script>alert(1)</script>',
    '=1+1',
    '2026-02-30T25:61',
    '9999-12-31T23:59',
    'infinity',
    '-infinity',
    'http://169.254.169.254/',
    '🏳️‍🌈'.repeat(500),
    'a'.repeat(10_000),
    LONG,
  ),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.string({ unit: 'grapheme', maxLength: 50 }),
);

const hostileNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 0.5, 2_147_483_647, 2_147_483_648, 2 ** 53, 2 ** 63, 1e308, -1e308),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
);

/** Something else than what was asked for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 3, arbitrary: hostileNumber },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [null], [[[]]], { id: 1 }),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constant(Array.from({ length: 5_000 }, (_, index) => index)) },
);
