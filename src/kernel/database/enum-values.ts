import type { Executor } from './sql.js';
import { rowsOf } from './sql.js';

/**
 * Gives an enum of the database the values that it lacks; those that it has stay. Outside a transaction, so that a new
 * value can be used at once. Processes that do the same at the same time wait for each other at the type's own lock.
 */
export async function addEnumValues(
  executor: Executor,
  type: string,
  values: readonly string[],
): Promise<void> {
  const rows = await rowsOf<{ value: string }>(
    executor,
    'SELECT enumlabel AS value FROM pg_enum WHERE enumtypid = $1::regtype',
    [type],
  );
  const known = new Set(rows.map(({ value }) => value));
  for (const value of values.filter((one) => !known.has(one))) {
    await executor.query(await statementFor(executor, type, value));
  }
}

/** A statement that changes a type takes no parameters: the server writes the names into it. */
async function statementFor(executor: Executor, type: string, value: string): Promise<string> {
  const [row] = await rowsOf<{ statement: string }>(
    executor,
    `SELECT format('ALTER TYPE %I ADD VALUE IF NOT EXISTS %L', $1::text, $2::text) AS statement`,
    [type, value],
  );
  if (!row) throw new Error(`The database did not write the statement that adds to ${type}`);
  return row.statement;
}
