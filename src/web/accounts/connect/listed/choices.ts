import type { FoundAccount } from '../../../../contract/account-listing.js';
import type { Problem } from '../../../api/refusal.js';
import type { PlaceGuesser } from '../../../districts/guess-places.js';

/** An account of a token, with the place that it is to be connected to. */
export interface ListedRow {
  key: string;
  account: FoundAccount;
  /** Null: left out. */
  placeId: number | null;
  /** `held`: a place has it, and keeps it. `guessed`: told by its name, nobody has looked yet. */
  source: 'held' | 'guessed' | 'chosen' | 'none';
}

/** How rows stand; each stands in one of the first three. */
export const LISTED_STATES = ['open', 'chosen', 'held', 'wrong'] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** What the server said of the rows that were sent, and of all of them together. */
export interface RowProblems {
  byKey: ReadonlyMap<string, Problem[]>;
  others: Problem[];
}

export const NO_PROBLEMS: RowProblems = { byKey: new Map(), others: [] };

/** Rows without a place first: they need somebody; the order stays whatever is chosen afterwards. */
export function rowsOf(accounts: readonly FoundAccount[], { sureOf }: PlaceGuesser): ListedRow[] {
  const rows = accounts.map((account): ListedRow => {
    const key = `${account.platform} ${account.remoteId}`;
    if (account.districtId !== null) {
      return { key, account, placeId: account.districtId, source: 'held' };
    }
    const placeId = sureOf([account.name, account.handle])?.id ?? null;
    return { key, account, placeId, source: placeId === null ? 'none' : 'guessed' };
  });
  const rank = ({ source }: ListedRow) => ['none', 'guessed', 'chosen', 'held'].indexOf(source);
  return rows.sort((a, b) => rank(a) - rank(b));
}

/** What somebody chose for a row holds for those of the same name without a place, too: a Page's account beside it. */
export function choosePlace(
  rows: readonly ListedRow[],
  key: string,
  placeId: number | null,
): ListedRow[] {
  const name = rows.find((row) => row.key === key)?.account.name;
  const source = placeId === null ? 'none' : 'chosen';
  return rows.map((row) => {
    const isTwin = row.source === 'none' && row.account.name === name && placeId !== null;
    return row.key === key || isTwin ? { ...row, placeId, source } : row;
  });
}

export function isIn(state: ListedState, row: ListedRow, { byKey }: RowProblems): boolean {
  switch (state) {
    case 'open':
      return row.placeId === null;
    case 'chosen':
      return row.placeId !== null && row.source !== 'held';
    case 'held':
      return row.source === 'held';
    case 'wrong':
      return byKey.has(row.key);
  }
}

/** The rows that are sent: each with a place. */
export function withPlace(rows: readonly ListedRow[]): (ListedRow & { placeId: number })[] {
  return rows.flatMap((row) => (row.placeId === null ? [] : [{ ...row, placeId: row.placeId }]));
}

/** The server names the first row that was sent `rows.0`, and its district `rows.0.districtId`. */
export function sortProblems(
  problems: readonly Problem[],
  sent: readonly ListedRow[],
): RowProblems {
  const byKey = new Map<string, Problem[]>();
  const others: Problem[] = [];
  for (const problem of problems) {
    const index = /^rows\.(\d+)(\.|$)/.exec(problem.field ?? '')?.[1];
    const row = index === undefined ? undefined : sent[Number(index)];
    if (row) byKey.set(row.key, [...(byKey.get(row.key) ?? []), problem]);
    else others.push(problem);
  }
  return { byKey, others };
}
