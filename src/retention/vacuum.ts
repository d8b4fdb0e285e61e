/** What the server's statistics say of a table whose rows are updated all the time. */
export interface TableActivity {
  table: string;
  /** Row versions that nobody sees any more and that still stand in the table and its indexes. */
  deadRows: number;
  /** Row versions written by updates since the statistics began. */
  updates: number;
  /** Since a vacuum, the server's or ours, last ended; null when there was none. */
  sinceVacuumMs: number | null;
}

/** A delivery is claimed, sent and settled: three updates. */
const UPDATES = 3 * 200_000;
/** Dead entries that a claim can wade through in a millisecond or two. */
const DEAD_ROWS = 50_000;
/** The server's own vacuum comes this often where nothing else is set. */
const SERVER_COMES_MS = 60_000;

export interface VacuumQuestion {
  activity: TableActivity;
  /** The updates counted at the last vacuum of ours; 0 when there was none. */
  updatesThen: number;
  /** Age of the oldest transaction; null when none is open. */
  oldestTransactionMs: number | null;
}

/**
 * Pure: whether a table is vacuumed now. Not while a transaction is open that is older than the last vacuum: that one
 * has removed all that can be removed before the transaction ends.
 */
export function isVacuumDue({
  activity,
  updatesThen,
  oldestTransactionMs,
}: VacuumQuestion): boolean {
  const sinceVacuumMs = activity.sinceVacuumMs ?? Infinity;
  if (oldestTransactionMs !== null && sinceVacuumMs < oldestTransactionMs) return false;
  const updates = activity.updates - updatesThen;
  return updates >= UPDATES || (activity.deadRows >= DEAD_ROWS && sinceVacuumMs >= SERVER_COMES_MS);
}

/** The session whose transaction is the oldest: what died after its begin, no vacuum removes. */
export interface VacuumHolder {
  /** Name of the program as it said at its connection, or of the slot or prepared transaction. */
  name: string;
  /** Null where it is no session. */
  pid: number | null;
  /** Null where the server does not tell this role. */
  sinceMs: number | null;
  /** Transactions that began since. */
  ageTransactions: number;
}

const HELD_BACK_MS = 10 * 60_000;
const HELD_BACK_TRANSACTIONS = 1_000_000;

/** Old enough that the queue becomes slow: ten minutes, or a million transactions. */
export function isTooOld({ sinceMs, ageTransactions }: VacuumHolder): boolean {
  return ageTransactions >= HELD_BACK_TRANSACTIONS || (sinceMs !== null && sinceMs >= HELD_BACK_MS);
}
