import { describe, expect, it } from 'vitest';
import { findMissingColumns, firstProblems, readCsv } from './csv.js';
import type { Problem } from '../contract/problems.js';

/** The rows of a sound file as plain objects, with the number that a spreadsheet shows. */
function rowsOf(content: string): Record<string, string | number>[] {
  const reading = readCsv(content);
  if (reading.kind === 'broken') throw new Error(JSON.stringify(reading.problems));
  const { columns, rows } = reading.table;
  return rows.map(({ row, cell }) => ({
    row,
    ...Object.fromEntries(columns.map((column) => [column, cell(column)])),
  }));
}

function problemsOf(content: string): Problem[] {
  const reading = readCsv(content);
  return reading.kind === 'broken' ? reading.problems : [];
}

describe('a sound CSV is read the same whatever program wrote it', () => {
  const expected = [
    { row: 2, code: 'LKO', name: 'लखनऊ' },
    { row: 3, code: 'KNP', name: 'कानपुर' },
  ];
  const cases: [string, string][] = [
    ['with commas', 'code,name\nLKO,लखनऊ\nKNP,कानपुर\n'],
    ['with semicolons', 'code;name\nLKO;लखनऊ\nKNP;कानपुर\n'],
    ['with tabs', 'code\tname\nLKO\tलखनऊ\nKNP\tकानपुर\n'],
    [
      'with a byte order mark and Windows line ends',
      '\uFEFFcode,name\r\nLKO,लखनऊ\r\nKNP,कानपुर\r\n',
    ],
    ['without a last line end', 'code,name\nLKO,लखनऊ\nKNP,कानपुर'],
    ['with spaces around the cells', ' code , name \n LKO , लखनऊ \n KNP, कानपुर\n'],
    ['with every cell quoted', '"code","name"\n"LKO","लखनऊ"\n"KNP","कानपुर"\n'],
    ['with empty columns at the end', 'code,name,,\nLKO,लखनऊ,,\nKNP,कानपुर\n'],
  ];
  it.each(cases)('%s', (_, content) => {
    expect(rowsOf(content)).toEqual(expected);
  });

  it('takes a delimiter inside a quoted name of a column for a part of the name', () => {
    expect(rowsOf('"a,b,c";d\n1;2')).toEqual([{ row: 2, 'a,b,c': '1', d: '2' }]);
  });

  it('keeps a line break and doubled quotation marks inside a quoted cell', () => {
    expect(rowsOf('a,b\n"one\ntwo","say ""hi"""\nx,y')).toEqual([
      { row: 2, a: 'one\ntwo', b: 'say "hi"' },
      { row: 3, a: 'x', b: 'y' },
    ]);
  });

  it('skips empty lines and still counts rows as the spreadsheet shows them', () => {
    expect(rowsOf('\na\n\n1\n \n2\n\n')).toEqual([
      { row: 4, a: '1' },
      { row: 6, a: '2' },
    ]);
  });

  it('answers an empty cell for a column that the file does not have', () => {
    const reading = readCsv('a\n1');
    expect(reading.kind === 'table' && reading.table.rows[0]?.cell('b')).toBe('');
  });
});

describe('a CSV that is not sound is refused', () => {
  it('with the line of every row whose cells do not fit the header', () => {
    expect(problemsOf('a,b\n1\n1,2\n"1\n1",2,3\n1,2,3\n')).toEqual([
      { code: 'csv_broken', params: { line: 2, cells: 1, columns: 2 } },
      { code: 'csv_broken', params: { line: 4, cells: 3, columns: 2 } },
      { code: 'csv_broken', params: { line: 6, cells: 3, columns: 2 } },
    ]);
  });

  it.each([
    ['is never closed', 'a,b\n1,2\n3,"4\n5,6\n7,8\n', 3],
    ['opens inside a cell', 'a,b\n1,2\n3,4"5\n', 3],
    ['closes inside a cell', 'a,b\n"1"2,3\n', 2],
  ])('with the line on which a quotation mark %s', (_, content, line) => {
    expect(problemsOf(content)).toEqual([{ code: 'csv_quote', params: { line } }]);
  });

  it.each([
    ['nothing', ''],
    ['only empty lines', '\n\n'],
    ['only a header', 'a,b\n'],
    ['only a header and empty cells', 'a,b\n,\n'],
  ])('when it holds %s', (_, content) => {
    expect(problemsOf(content)).toEqual([{ code: 'file_empty' }]);
  });

  it('when two columns have one name, and when one has none', () => {
    expect(problemsOf('a,,a,b\n1,2,3,4')).toEqual([
      { code: 'csv_column_unnamed', params: { number: 2 } },
      { code: 'csv_column_twice', params: { column: 'a' } },
    ]);
  });

  it.each([
    ['UTF-16 read as UTF-8', 'a,b\n1,\x00x\n'],
    ['Latin-1 read as UTF-8', 'a,b\n1,\uFFFD\n'],
  ])('when it is %s, with the line', (_, content) => {
    expect(problemsOf(content)).toEqual([{ code: 'file_not_text', params: { line: 2 } }]);
  });
});

it('names each column that is missing and the whole list of those there should be', () => {
  const reading = readCsv('code\nLKO');
  const missing =
    reading.kind === 'table' ? findMissingColumns(reading.table, ['code', 'kind']) : [];
  expect(missing).toEqual([
    { code: 'csv_column_missing', params: { column: 'kind', columns: 'code, kind' } },
  ]);
});

it('lists 200 problems of a file and says how many there are in all', () => {
  const problem: Problem = { code: 'file_empty' };
  expect(firstProblems(Array<Problem>(200).fill(problem))).toHaveLength(200);
  const shown = firstProblems(Array<Problem>(201).fill(problem));
  expect(shown).toHaveLength(201);
  expect(shown.at(-1)).toEqual({ code: 'more_problems', params: { shown: 200, total: 201 } });
});
