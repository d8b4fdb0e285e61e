import { QueryFailedError } from 'typeorm';

/** Where a statement runs: TypeORM's connections, the worker's own, or inside a transaction of either. */
export interface Executor {
  query(statement: string, parameters?: unknown[]): Promise<unknown>;
}

/**
 * Runs one statement and answers its rows, also for UPDATE ... RETURNING, where TypeORM answers rows and count.
 * The row type is the caller's word for what the statement selects.
 */
export async function rowsOf<Row extends object>(
  executor: Executor,
  statement: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const answer: unknown = await executor.query(statement, [...parameters]);
  if (isRowsAndCount(answer)) return answer[0] as Row[];
  return Array.isArray(answer) ? (answer as Row[]) : [];
}

/** The database refuses the values themselves (SQLSTATE class 22 or 23): the same statement would fail again. */
export function isRefusedData(error: unknown): boolean {
  return /^2[23]/.test(sqlState(error) ?? '');
}

/** Somebody else was faster (a unique key, a deadlock): the same statement may succeed at once. */
export function isLostRace(error: unknown): boolean {
  return ['23505', '40P01'].includes(sqlState(error) ?? '');
}

const RACES = 5;

/** Does `work` again when somebody else was faster, five times at most. It has to be a whole transaction, or a statement. */
export async function despiteLostRaces<T>(work: () => Promise<T>): Promise<T> {
  for (let race = 1; ; race += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isLostRace(error) || race === RACES) throw error;
    }
  }
}

function sqlState(error: unknown): string | undefined {
  const origin: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (!(origin instanceof Error) || !('code' in origin)) return undefined;
  return typeof origin.code === 'string' ? origin.code : undefined;
}

function isRowsAndCount(answer: unknown): answer is [unknown[], number] {
  return (
    Array.isArray(answer) &&
    answer.length === 2 &&
    Array.isArray(answer[0]) &&
    typeof answer[1] === 'number'
  );
}
