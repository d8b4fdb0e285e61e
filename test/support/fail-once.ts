import { onTestFinished } from 'vitest';
import { rowsOf, type Executor } from '../../src/kernel/database/sql.js';

/** The next change of a row of this table fails, until the test ends; the count of a sequence outlives the transaction that fails. */
export async function failOnce(executor: Executor, table: string): Promise<void> {
  await rowsOf(executor, 'CREATE SEQUENCE writes');
  await rowsOf(
    executor,
    `CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF nextval('writes') = 1 THEN RAISE EXCEPTION 'the disk is full'; END IF;
         RETURN NEW;
       END $$`,
  );
  await rowsOf(
    executor,
    `CREATE TRIGGER fail_once BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION fail_once()`,
  );
  onTestFinished(async () => {
    await rowsOf(executor, 'DROP FUNCTION fail_once CASCADE');
    await rowsOf(executor, 'DROP SEQUENCE writes');
  });
}
