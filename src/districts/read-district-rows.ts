import {
  PLACE_KINDS,
  districtRow,
  type DistrictImport,
  type DistrictRow,
} from '../contract/districts.js';
import type { Problem } from '../contract/problems.js';
import { cellField, findDamagedLine, findMissingColumns, readCsv } from '../kernel/csv.js';

/** A row of the file and its number: as a spreadsheet shows it in a CSV, from 1 in a JSON array. */
export interface NumberedRow extends DistrictRow {
  row: number;
}

/** Every sound row of a file, and everything that is wrong with the others. */
export interface DistrictRowsReading {
  rows: NumberedRow[];
  /** Codes of the rows that are not sound: their children are not to blame for it. */
  brokenCodes: ReadonlySet<string>;
  problems: Problem[];
}

export function readDistrictRows({ format, content }: DistrictImport): DistrictRowsReading {
  return format === 'csv' ? readCsvRows(content) : readJsonRows(content);
}

const OWN_COLUMNS = ['code', 'parentCode', 'kind', 'nameEn', 'nameHi'] as const;

function readCsvRows(content: string): DistrictRowsReading {
  const reading = readCsv(content);
  if (reading.kind === 'broken') return refuse(...reading.problems);
  const { table } = reading;
  const missing = findMissingColumns(table, OWN_COLUMNS);
  if (missing.length > 0) return refuse(...missing);
  const attributes = table.columns.filter((column) => !isOwnColumn(column));
  return checkRows(
    table.rows.map(({ row, cell }) => ({
      row,
      value: {
        ...Object.fromEntries(OWN_COLUMNS.map((column) => [column, cell(column)])),
        attributes: Object.fromEntries(attributes.map((name) => [name, cell(name)])),
      },
    })),
  );
}

function isOwnColumn(column: string): boolean {
  return OWN_COLUMNS.some((own) => own === column);
}

function readJsonRows(content: string): DistrictRowsReading {
  const damagedLine = findDamagedLine(content.replaceAll('\\u0000', '\0'));
  if (damagedLine !== undefined) {
    return refuse({ code: 'file_not_text', params: { line: damagedLine } });
  }
  const parsed = parseJson(content.replace(/^\uFEFF/, ''));
  if (parsed.kind === 'broken') {
    return refuse({ code: 'file_not_json', params: { detail: parsed.detail } });
  }
  if (!Array.isArray(parsed.value)) {
    return refuse({ code: 'file_not_json', params: { detail: '[{"code": …}, …]' } });
  }
  if (parsed.value.length === 0) return refuse({ code: 'file_empty' });
  return checkRows(parsed.value.map((value: unknown, index) => ({ row: index + 1, value })));
}

function refuse(...problems: Problem[]): DistrictRowsReading {
  return { rows: [], brokenCodes: new Set(), problems };
}

type ParsedJson = { kind: 'value'; value: unknown } | { kind: 'broken'; detail: string };

function parseJson(content: string): ParsedJson {
  try {
    return { kind: 'value', value: JSON.parse(content) as unknown };
  } catch (error) {
    return { kind: 'broken', detail: error instanceof Error ? error.message : 'not JSON' };
  }
}

function checkRows(candidates: readonly { row: number; value: unknown }[]): DistrictRowsReading {
  const rows: NumberedRow[] = [];
  const brokenCodes = new Set<string>();
  const problems: Problem[] = [];
  for (const { row, value } of candidates) {
    const parsed = districtRow.safeParse(value);
    if (parsed.success) {
      rows.push({ row, ...parsed.data });
      continue;
    }
    brokenCodes.add(String(valueAt(value, ['code'])));
    problems.push(...parsed.error.issues.map((issue) => describeIssue(row, issue, value)));
  }
  return { rows, brokenCodes, problems: onePerColumnName(problems) };
}

type Issue = NonNullable<ReturnType<typeof districtRow.safeParse>['error']>['issues'][number];

/** Zod's finding in the words of somebody who looks at the file. */
function describeIssue(row: number, issue: Issue, value: unknown): Problem {
  const column = String(issue.path.at(-1) ?? 'code');
  const field = cellField(row, column);
  if (issue.code === 'too_big') {
    return { code: 'value_too_long', field, params: { column, max: Number(issue.maximum) } };
  }
  if (issue.code === 'invalid_key') {
    return { code: 'attribute_name_invalid', field, params: { name: column } };
  }
  const found = valueAt(value, issue.path);
  if (found === undefined || found === null || found === '' || issue.code === 'too_small') {
    return { code: 'value_missing', field, params: { column } };
  }
  if (typeof found === 'string' && issue.code === 'invalid_value') {
    const kinds = PLACE_KINDS.join(', ');
    return { code: 'kind_unknown', field, params: { kind: found, kinds } };
  }
  return { code: 'value_not_text', field, params: { column } };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
    value,
  );
}

/** A bad name of a column is one problem, not one in every row. */
function onePerColumnName(problems: readonly Problem[]): Problem[] {
  const named = new Set<unknown>();
  return problems.filter((problem) => {
    if (problem.code !== 'attribute_name_invalid') return true;
    const name = problem.params?.['name'];
    return !named.has(name) && named.add(name);
  });
}
