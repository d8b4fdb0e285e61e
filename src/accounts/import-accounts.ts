import type { PlatformName } from '../contract/platforms.js';
import type { Problem } from '../contract/problems.js';
import type { CredentialFormat } from '../platforms/index.js';
import type { AccountRow, AccountRowsReading } from './read-account-rows.js';

/** What an import fills in of an account's credentials, by column. */
export type CredentialCells = Readonly<Record<string, string>>;

/** An account as it shall be. `credentials` is null where the stored ones stay. */
export interface PlannedAccount {
  districtId: number;
  platform: PlatformName;
  handle: string;
  remoteId: string;
  isVerified: boolean;
  audience: number | null;
  credentials: CredentialCells | null;
}

/** An account that is already imported. */
export interface KnownAccount extends PlannedAccount {
  id: number;
  /** Code of the place that holds it. */
  districtCode: string;
}

/** What an import compares a file with. */
export interface AccountsSoFar {
  /** Place ids by code. */
  places: ReadonlyMap<string, { id: number }>;
  /** By `accountKey`. `credentials` is null for those that nobody asked for and those that do not open. */
  known: ReadonlyMap<string, KnownAccount>;
  formatOf: (platform: PlatformName) => Pick<CredentialFormat<unknown>, 'columns' | 'parse'>;
  /** How a platform spells its lasting ids. */
  remoteIdShapeOf: (platform: PlatformName) => RegExp;
}

export interface AccountPlan {
  adds: PlannedAccount[];
  changes: (PlannedAccount & { id: number })[];
  unchanged: number;
}

export type AccountPlanning =
  { kind: 'plan'; plan: AccountPlan } | { kind: 'refused'; problems: Problem[] };

/** What makes an account the same account: its platform and the platform's own name of it. */
export function accountKey({
  platform,
  remoteId,
}: Pick<KnownAccount, 'platform' | 'remoteId'>): string {
  return `${platform} ${remoteId}`;
}

/** Compares a file with the accounts that exist. An account that the file does not name stays as it is. */
export function planAccountImport(
  reading: AccountRowsReading,
  soFar: AccountsSoFar,
): AccountPlanning {
  const plan: AccountPlan = { adds: [], changes: [], unchanged: 0 };
  const problems = [...reading.problems, ...findAccountsTwice(reading.rows)];
  for (const row of reading.rows) {
    const faults = findFaults(row, soFar);
    const district = soFar.places.get(row.district);
    problems.push(...faults);
    if (faults.length === 0 && district) addToPlan(plan, { row, districtId: district.id, soFar });
  }
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'plan', plan };
}

/** The row's cells in the credential columns of its platform; null when all of them are empty. */
export function credentialCells(
  row: AccountRow,
  columns: readonly string[],
): CredentialCells | null {
  const filled = columns.flatMap((column) => {
    const value = row.cell(column);
    return value === '' ? [] : [[column, value] as const];
  });
  return filled.length > 0 ? Object.fromEntries(filled) : null;
}

function findAccountsTwice(rows: readonly AccountRow[]): Problem[] {
  const seen = new Set<string>();
  return rows.flatMap((row): Problem[] => {
    const key = accountKey(row);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const { platform, remoteId } = row;
    const field = row.fieldOf('remoteId');
    return [{ code: 'account_in_file_twice', field, params: { platform, remoteId } }];
  });
}

function findFaults(row: AccountRow, soFar: AccountsSoFar): Problem[] {
  return [
    ...findDistrictFault(row, soFar),
    ...findRemoteIdFault(row, soFar),
    ...findOwnerFault(row, soFar),
    ...findCredentialFaults(row, soFar),
  ];
}

function findDistrictFault(
  { fieldOf, district }: AccountRow,
  { places }: AccountsSoFar,
): Problem[] {
  if (places.has(district)) return [];
  const field = fieldOf('district');
  return [{ code: 'district_unknown', field, params: { code: district } }];
}

/** Two names of one channel would be two accounts, and carry a post there twice. */
function findRemoteIdFault(
  { fieldOf, platform, remoteId }: AccountRow,
  { remoteIdShapeOf }: AccountsSoFar,
): Problem[] {
  if (remoteIdShapeOf(platform).test(remoteId)) return [];
  const field = fieldOf('remoteId');
  return [{ code: 'remote_id_malformed', field, params: { platform, value: remoteId } }];
}

/** An account never changes hands by import: its old posts would be told of the wrong place. */
function findOwnerFault(row: AccountRow, { known }: AccountsSoFar): Problem[] {
  const account = known.get(accountKey(row));
  if (!account || account.districtCode === row.district) return [];
  const { platform, remoteId } = row;
  return [
    {
      code: 'account_taken',
      field: row.fieldOf('district'),
      params: { platform, remoteId, district: account.districtCode },
    },
  ];
}

function findCredentialFaults(row: AccountRow, { known, formatOf }: AccountsSoFar): Problem[] {
  const format = formatOf(row.platform);
  const cells = credentialCells(row, format.columns);
  if (!cells && known.has(accountKey(row))) return [];
  const parsed = format.parse(cells ?? {});
  if (parsed.kind === 'complete') return [];
  return parsed.missing.map((column) => ({
    code: row.cell(column) === '' ? 'credential_missing' : 'credential_malformed',
    field: row.fieldOf(column),
    params: { column, platform: row.platform },
  }));
}

interface Candidate {
  row: AccountRow;
  districtId: number;
  soFar: AccountsSoFar;
}

function addToPlan(plan: AccountPlan, { row, districtId, soFar }: Candidate): void {
  const known = soFar.known.get(accountKey(row));
  const account: PlannedAccount = {
    districtId,
    platform: row.platform,
    handle: row.handle,
    remoteId: row.remoteId,
    isVerified: row.isVerified ?? known?.isVerified ?? false,
    audience: row.audience ?? known?.audience ?? null,
    credentials: credentialCells(row, soFar.formatOf(row.platform).columns),
  };
  if (!known) plan.adds.push(account);
  else if (isSame(account, known)) plan.unchanged += 1;
  else plan.changes.push({ ...account, id: known.id, credentials: newCredentials(account, known) });
}

function isSame(account: PlannedAccount, known: KnownAccount): boolean {
  return (
    account.handle === known.handle &&
    account.isVerified === known.isVerified &&
    account.audience === known.audience &&
    newCredentials(account, known) === null
  );
}

/** The credentials to seal, or null where the stored ones say the same. */
function newCredentials(account: PlannedAccount, known: KnownAccount): CredentialCells | null {
  const { credentials } = account;
  if (!credentials || !known.credentials) return credentials;
  const stored = known.credentials;
  const columns = Object.keys(credentials);
  const isStored =
    columns.length === Object.keys(stored).length &&
    columns.every((column) => credentials[column] === stored[column]);
  return isStored ? null : credentials;
}
