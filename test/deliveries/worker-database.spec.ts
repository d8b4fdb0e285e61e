import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf } from '../../src/kernel/database/sql.js';
import { DeliveryBench } from '../support/delivery-bench.js';

let bench: DeliveryBench;
beforeAll(async () => {
  bench = await DeliveryBench.open();
});
afterAll(() => bench.close());

describe("a worker's connections to the database", () => {
  it('that are cut in the middle of a statement end the statement and not the worker', async () => {
    const stuck = bench.worker.query('SELECT pg_sleep(30)').then(
      () => 'answered',
      () => 'refused',
    );
    const cut = async () => {
      const rows = await bench.dataSource.query<unknown[]>(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE application_name = 'munadi-deliveries' AND datname = current_database()
           AND query LIKE '%pg_sleep%'`,
      );
      return rows.length;
    };
    await expect.poll(cut, { timeout: 20_000 }).toBe(1);
    expect(await stuck).toBe('refused');
    expect(await bench.worker.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('hand every array over as it is, whatever its texts hold', async () => {
    const oddTexts = fc.array(fc.option(fc.string({ unit: 'binary' }).filter(isStorable)));
    await fc.assert(
      fc.asyncProperty(oddTexts, async (texts) => {
        const rows = await bench.worker.query('SELECT $1::text[] AS texts', [texts]);
        expect(rows).toEqual([{ texts }]);
      }),
    );
    const at = new Date('2026-12-01T06:00:00.123Z');
    const bytes = Buffer.from([0, 34, 92, 255]);
    const query =
      'SELECT $1::float8[] AS n, $2::timestamptz[] AS at, $3::bytea[] AS b, $4::bool[] AS f';
    expect(await bench.worker.query(query, [[1.5, null, 7e-9], [at], [bytes], [true]])).toEqual([
      { n: [1.5, null, 7e-9], at: [at], b: [bytes], f: [true] },
    ]);
  });

  it('roll a transaction back when its work throws, and go on', async () => {
    const failing = bench.worker.transaction(async (executor) => {
      await rowsOf(
        executor,
        `INSERT INTO lanes (key, free_at, line_at) VALUES ('x/test', now(), '{}')`,
      );
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await bench.dataSource.query(`SELECT 1 FROM lanes WHERE key = 'x/test'`)).toEqual([]);
  });

  it('hold nobody up for long when their process is frozen in the middle of a transaction', async () => {
    let thaw: () => void = () => undefined;
    const isThawed = new Promise<void>((resolve) => {
      thaw = resolve;
    });
    let frozen: Promise<void> = Promise.resolve();
    await new Promise<void>((hasTheGate) => {
      frozen = bench.worker.transaction(async (executor) => {
        await rowsOf(executor, 'SELECT 1 FROM sending_gate FOR UPDATE');
        hasTheGate();
        await isThawed;
      });
      frozen.catch(() => undefined);
    });
    const others = await bench.worker.query('SELECT id FROM sending_gate FOR SHARE');
    expect(others).toHaveLength(1);
    thaw();
    await expect(frozen).rejects.toThrow();
  });

  it('read no table from end to end, whatever the statistics say of a queue', async () => {
    const rows = await bench.worker.query('SHOW enable_seqscan');
    expect(rows).toEqual([{ enable_seqscan: 'off' }]);
  });
});

/** PostgreSQL takes no NUL. */
function isStorable(text: string): boolean {
  return !text.includes('\0');
}
