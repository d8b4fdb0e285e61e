import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadsheetCell, spreadsheetLine } from './spreadsheet-cell.js';

describe('a cell for a spreadsheet', () => {
  it.each([
    ['लखनऊ', '"लखनऊ"'],
    ['Agra "Sadar", East', '"Agra ""Sadar"", East"'],
    ['', '""'],
    ['123456789012345', '"123456789012345"'],
  ])('is %s as it is', (value, cell) => {
    expect(spreadsheetCell(value)).toBe(cell);
  });

  it.each([
    '=HYPERLINK("http://x")',
    '+1',
    '-1001234567890',
    '@lucknow',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '\u200B=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
  ])('is no formula where the value is %j', (value) => {
    expect(spreadsheetCell(value)).toBe(`"'${value.replaceAll('"', '""')}"`);
  });

  it('is never the start of a formula, and is read back as what it was', () => {
    const sign = fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '"',
      ',',
      ';',
      "'",
      ' ',
      'a',
      'ल',
      '1',
    );
    const values = fc.oneof(fc.string({ unit: sign }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(fc.array(values, { minLength: 1 }), (row) => {
        const [read = []] = parse(spreadsheetLine(row), { record_delimiter: '\r\n' });
        const bare = (cell = ''): string => cell.replace(/^'/, '');
        expect(read.map(bare)).toEqual(row.map(bare));
        expect(read.filter((cell) => /^\s*[=+\-@]|^[\t\r\n]/.test(cell))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps all digits of a number that the spreadsheet would round', () => {
    expect(spreadsheetCell('1234567890123456789')).toBe(`"'1234567890123456789"`);
  });

  it('stands in a line that ends as the format says', () => {
    expect(spreadsheetLine(['a', 'b'])).toBe('"a","b"\r\n');
  });
});
