import { parse } from 'csv-parse/sync';
import type { Problem } from '../contract/problems.js';

/** One row of a table that somebody made in a spreadsheet. */
export interface CsvRow {
  /** Number as a spreadsheet shows it: the header is row 1. */
  row: number;
  /** The row's value in a column, trimmed; empty where the file has no such column. */
  cell: (column: string) => string;
}

export interface CsvTable {
  columns: readonly string[];
  rows: readonly CsvRow[];
}

export type CsvReading =
  { kind: 'table'; table: CsvTable } | { kind: 'broken'; problems: Problem[] };

/**
 * Reads a CSV as spreadsheets write it: with or without a byte order mark, separated by comma, semicolon or tab,
 * cells quoted where they hold a line break. Empty lines are skipped. Nothing is guessed: a row with more or fewer
 * cells than the header is a problem that names its line.
 */
export function readCsv(content: string): CsvReading {
  const text = content.replace(/^\uFEFF/, '');
  const damagedLine = findDamagedLine(text);
  if (damagedLine !== undefined) {
    return broken([{ code: 'file_not_text', params: { line: damagedLine } }]);
  }
  const all = splitRecords(text);
  if (!Array.isArray(all)) return broken([all]);
  const [header, ...records] = all.filter((record) => !isBlank(record));
  if (!header || records.length === 0) return broken([{ code: 'file_empty' }]);
  const columns = withoutTrailingBlanks(header.cells);
  const problems = [...findBadColumns(columns), ...findRaggedRecords(records, columns.length)];
  if (problems.length > 0) return broken(problems);
  return { kind: 'table', table: { columns, rows: toRows(records, columns) } };
}

/** Columns that the table should have and has not, as one problem each. */
export function findMissingColumns(table: CsvTable, required: readonly string[]): Problem[] {
  return required
    .filter((column) => !table.columns.includes(column))
    .map((column) => ({
      code: 'csv_column_missing',
      params: { column, columns: required.join(', ') },
    }));
}

/** Name of a cell in a problem: `row 7, parentCode`. */
export function cellField(row: number, column: string): string {
  return `row ${row}, ${column}`;
}

const PROBLEMS_SHOWN = 200;

/** The first 200 problems of a file and, where there are more, one that says how many there are in all. */
export function firstProblems(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= PROBLEMS_SHOWN) return problems;
  const total: Problem = {
    code: 'more_problems',
    params: { shown: PROBLEMS_SHOWN, total: problems.length },
  };
  return [...problems.slice(0, PROBLEMS_SHOWN), total];
}

/**
 * Line of the first character that no text file holds: NUL comes of UTF-16 read as UTF-8, and the replacement
 * character of any other encoding read as UTF-8. Undefined in a sound file.
 */
export function findDamagedLine(text: string): number | undefined {
  const at = text.search(/[\0\uFFFD]/);
  return at < 0 ? undefined : text.slice(0, at).split('\n').length;
}

/** One record: its row, and the line on which it starts, which is more when a cell above holds a line break. */
interface CsvRecord {
  row: number;
  line: number;
  cells: string[];
}

function splitRecords(text: string): CsvRecord[] | Problem {
  const records: CsvRecord[] = [];
  let line = 1;
  try {
    parse(text, {
      delimiter: sniffDelimiter(text),
      trim: true,
      relax_column_count: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ row: records.length + 1, line, cells });
        line = lines + 1;
        return null;
      },
    });
    return records;
  } catch (error) {
    // The reader throws for quotation marks only; its own line number is where it gave up, often the end.
    if (error instanceof Error && 'code' in error) return { code: 'csv_quote', params: { line } };
    throw error;
  }
}

const DELIMITERS = [',', ';', '\t'];

/** The delimiter that the header holds most of, outside quotation marks. */
function sniffDelimiter(text: string): string {
  const header = /^\s*(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '';
  const unquoted = header.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string): number => unquoted.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}

function findBadColumns(columns: readonly string[]): Problem[] {
  return columns.flatMap((column, index): Problem[] => {
    if (column === '') return [{ code: 'csv_column_unnamed', params: { number: index + 1 } }];
    if (columns.indexOf(column) === index) return [];
    return [{ code: 'csv_column_twice', params: { column } }];
  });
}

/** Empty cells past the header's end are no fault: spreadsheets write them where a cell once was. */
function findRaggedRecords(records: readonly CsvRecord[], columns: number): Problem[] {
  return records
    .filter((record) => !fits(record, columns))
    .map(({ line, cells }) => ({
      code: 'csv_broken',
      params: { line, cells: cells.length, columns },
    }));
}

function fits({ cells }: CsvRecord, columns: number): boolean {
  return cells.length >= columns && cells.slice(columns).every((cell) => cell === '');
}

function isBlank({ cells }: CsvRecord): boolean {
  return cells.every((cell) => cell === '');
}

function withoutTrailingBlanks(cells: readonly string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, last + 1);
}

function toRows(records: readonly CsvRecord[], columns: readonly string[]): CsvRow[] {
  const indexOf = new Map(columns.map((column, index) => [column, index]));
  return records.map(({ row, cells }) => ({
    row,
    cell: (column) => cells[indexOf.get(column) ?? -1] ?? '',
  }));
}

function broken(problems: Problem[]): CsvReading {
  return { kind: 'broken', problems };
}
