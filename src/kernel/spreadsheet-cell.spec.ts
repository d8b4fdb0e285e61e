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
    '＝1',
    '＋1',
    '－1',
    '＠1',
  ])('is no formula where the value is %j', (value) => {
    expect(spreadsheetCell(value)).toBe(`"'${value.replaceAll('"', '""')}"`);
  });

  it('keeps all digits of a number that the spreadsheet would round', () => {
    expect(spreadsheetCell('1234567890123456789')).toBe(`"'1234567890123456789"`);
  });

  it('stands in a line that ends as the format says', () => {
    expect(spreadsheetLine(['a', 'b'])).toBe('"a","b"\r\n');
  });
});
