import { rowsOf, type Executor } from '../../src/kernel/database/sql.js';

/** Beats of processes, which nobody orders, and the count of who asks how often. */
const ALWAYS_MOVING = ['workers', 'rate_buckets'];

/** A digest of every row of every table, by table. */
export async function digestOf(executor: Executor): Promise<Record<string, string>> {
  const tables = await rowsOf<{ name: string }>(
    executor,
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> ALL($1) ORDER BY tablename`,
    [ALWAYS_MOVING],
  );
  const parts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(COALESCE(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS digest FROM ${name} t`,
  );
  const rows = await rowsOf<{ name: string; digest: string }>(executor, parts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
