import { PLATFORM_NAMES, type PlatformName } from '../contract/platforms.js';
import type { Problem } from '../contract/problems.js';
import { cellField, findMissingColumns, readCsv, type CsvRow } from '../kernel/csv.js';

/** One sound row of a file of accounts, or of what else names accounts. */
export interface AccountRow {
  /** What a problem calls this row's value in a column: `row 7, handle`. */
  fieldOf: (column: string) => string;
  /** Code of the place that the account belongs to. */
  district: string;
  platform: PlatformName;
  handle: string;
  remoteId: string;
  /** Null where the file does not say. */
  isVerified: boolean | null;
  audience: number | null;
  /** The cell's value in any further column, such as a credential; empty where there is none. */
  cell: (column: string) => string;
}

/** Every sound row of a file, and everything that is wrong with the others. */
export interface AccountRowsReading {
  rows: AccountRow[];
  problems: Problem[];
}

const REQUIRED_COLUMNS = ['district', 'platform', 'handle', 'remoteId'] as const;
const MAX_CHARACTERS = 200;
const MAX_AUDIENCE = 2_147_483_647;

/**
 * Reads the columns that every platform shares; `verified` and `audience` may be left out.
 * @param platforms those that this installation offers
 */
export function readAccountRows(
  content: string,
  platforms: readonly PlatformName[],
): AccountRowsReading {
  const reading = readCsv(content);
  if (reading.kind === 'broken') return { rows: [], problems: reading.problems };
  const missing = findMissingColumns(reading.table, REQUIRED_COLUMNS);
  if (missing.length > 0) return { rows: [], problems: missing };
  const rows: AccountRow[] = [];
  const problems: Problem[] = [];
  for (const row of reading.table.rows) {
    const faults = findFaults(row, platforms);
    const account = faults.length > 0 ? undefined : toAccount(row);
    if (account) rows.push(account);
    problems.push(...faults);
  }
  return { rows, problems };
}

function toAccount({ row, cell }: CsvRow): AccountRow | undefined {
  const platform = toPlatform(cell('platform'));
  if (!platform) return undefined;
  return {
    fieldOf: (column) => cellField(row, column),
    district: cell('district'),
    platform,
    handle: cell('handle'),
    remoteId: cell('remoteId'),
    isVerified: toYesOrNo(cell('verified')) ?? null,
    audience: toCount(cell('audience')) ?? null,
    cell,
  };
}

function findFaults(row: CsvRow, platforms: readonly PlatformName[]): Problem[] {
  return [
    ...REQUIRED_COLUMNS.flatMap((column) => findTextFault(row, column)),
    ...findPlatformFault(row, platforms),
    ...findNumberFaults(row),
    ...findVerifiedFault(row),
  ];
}

function findTextFault({ row, cell }: CsvRow, column: string): Problem[] {
  const field = cellField(row, column);
  const value = cell(column);
  if (value === '') return [{ code: 'value_missing', field, params: { column } }];
  if (value.length <= MAX_CHARACTERS) return [];
  return [{ code: 'value_too_long', field, params: { column, max: MAX_CHARACTERS } }];
}

function findPlatformFault({ row, cell }: CsvRow, platforms: readonly PlatformName[]): Problem[] {
  const platform = cell('platform');
  const named = toPlatform(platform);
  if (platform === '' || (named && platforms.includes(named))) return [];
  return [
    {
      code: 'platform_unknown',
      field: cellField(row, 'platform'),
      params: { platform, platforms: platforms.join(', ') },
    },
  ];
}

/** 1234567890123456789 turns into 1.23457E+18 in a spreadsheet, and the account's id is lost. */
const ROUNDED = /^\d+([.,]\d+)?E\+?\d+$/i;

function findNumberFaults({ row, cell }: CsvRow): Problem[] {
  const problems: Problem[] = [];
  const remoteId = cell('remoteId');
  if (ROUNDED.test(remoteId)) {
    const field = cellField(row, 'remoteId');
    problems.push({ code: 'number_shortened', field, params: { value: remoteId } });
  }
  const audience = cell('audience');
  if (audience !== '' && toCount(audience) === undefined) {
    const field = cellField(row, 'audience');
    problems.push({ code: 'number_expected', field, params: { value: audience } });
  }
  return problems;
}

function findVerifiedFault({ row, cell }: CsvRow): Problem[] {
  const value = cell('verified');
  if (value === '' || toYesOrNo(value) !== undefined) return [];
  return [{ code: 'yes_or_no_expected', field: cellField(row, 'verified'), params: { value } }];
}

function toPlatform(text: string): PlatformName | undefined {
  return PLATFORM_NAMES.find((name) => name === text.toLowerCase());
}

const YES = ['yes', 'true', '1', 'हाँ', 'हां'];
const NO = ['no', 'false', '0', 'नहीं'];

function toYesOrNo(text: string): boolean | undefined {
  const word = text.normalize('NFC').toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : undefined;
}

/** Takes thousands separated as people write them: 1,23,456 and 123 456. */
function toCount(text: string): number | undefined {
  const digits = text.replace(/(?<=\d)[, \u00A0](?=\d)/g, '');
  if (!/^\d+$/.test(digits)) return undefined;
  const count = Number(digits);
  return count <= MAX_AUDIENCE ? count : undefined;
}
