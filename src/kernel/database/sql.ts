import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

/** Where a statement runs: alone, or inside the transaction that its manager belongs to. */
export type Executor = DataSource | EntityManager;

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
  if (!(error instanceof QueryFailedError)) return false;
  const { code } = error.driverError as { code?: string };
  return code !== undefined && /^2[23]/.test(code);
}

function isRowsAndCount(answer: unknown): answer is [unknown[], number] {
  return (
    Array.isArray(answer) &&
    answer.length === 2 &&
    Array.isArray(answer[0]) &&
    typeof answer[1] === 'number'
  );
}
