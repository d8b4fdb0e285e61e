/**
 * What a spreadsheet would run as a formula: these signs in front, full-width ones too, also behind blanks.
 * owasp.org/www-community/attacks/CSV_Injection, read 2026-11-24.
 */
const FORMULA = /^[\t\r\n]|^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
/** Excel keeps 15 digits of a number and turns the others into zeros. */
const ROUNDED_NUMBER = /^\d{16,}$/;

/** Pure: a value as one cell of a CSV that opens in a spreadsheet as it is. What would change there has an apostrophe in front. */
export function spreadsheetCell(value: string): string {
  const isChanged = FORMULA.test(value) || ROUNDED_NUMBER.test(value);
  return `"${(isChanged ? `'${value}` : value).replaceAll('"', '""')}"`;
}

/** A line of such a file, with its end. */
export function spreadsheetLine(values: readonly string[]): string {
  return `${values.map(spreadsheetCell).join(',')}\r\n`;
}

/** Without it Excel reads UTF-8 as the machine's own encoding, and Hindi turns into noise. */
export const BYTE_ORDER_MARK = '\uFEFF';
