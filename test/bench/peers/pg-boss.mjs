/** pg-boss with large batches and its shortest poll; while a batch comes full it fetches on at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { clientOf } from '../../../dist-bench/test/bench/client/send.js';
import { serve } from '../../../dist-bench/test/bench/processes/serve.js';
import { keysOf } from './keys.mjs';

const NAME = 'bench';
const BATCH = 500;
const WORKERS = 2;
/** With latency small batches keep more of what may be under way busy. */
const LATE_BATCH = 100;
const JOBS_A_CALL = 5_000;
const LOOK_AGAIN_MS = 10;

let boss;

serve({
  async setUp({ storeUrl, sinkUrl, kind, concurrency, latencyMs, isHeir }) {
    const isProducer = process.argv[2] === 'producer';
    boss = new PgBoss({
      connectionString: storeUrl,
      useListenNotify: !isProducer,
      supervise: !isProducer,
      schedule: false,
      ...(isHeir ? { superviseIntervalSeconds: 1, monitorIntervalSeconds: 1 } : {}),
    });
    boss.on('error', (error) => process.stderr.write(`${error.stack}\n`));
    await boss.start();
    if (isProducer) {
      await boss.createQueue(NAME, { notify: true });
      return;
    }
    const send = clientOf(kind, sinkUrl);
    const isLate = latencyMs > 0;
    await boss.work(
      NAME,
      {
        batchSize: isLate ? LATE_BATCH : BATCH,
        localConcurrency: isLate ? Math.ceil((concurrency / LATE_BATCH) * 1.5) : WORKERS,
        pollingIntervalSeconds: 0.5,
        burstWhenBatchFull: true,
      },
      async (jobs) => {
        await Promise.all(jobs.map((job) => send(job.data.key)));
      },
    );
  },
  async enqueue(range) {
    for (const keys of keysOf(range, JOBS_A_CALL)) {
      await boss.insert(
        NAME,
        keys.map((key) => ({ data: { key } })),
      );
    }
  },
  async untilSettled() {
    for (;;) {
      const { rows } = await boss.getDb().executeSql(
        `SELECT count(*) FILTER (WHERE state IN ('created', 'retry', 'active'))::int AS open,
                count(*) FILTER (WHERE state = 'failed')::int AS failed
         FROM pgboss.job WHERE name = '${NAME}'`,
      );
      if (rows[0].failed > 0) throw new Error(`${rows[0].failed} jobs failed`);
      if (rows[0].open === 0) return;
      await pause(LOOK_AGAIN_MS);
    }
  },
  /** A job of a killed worker counts as expired after 15 minutes: their start is moved back. */
  async hurryRecovery() {
    await boss
      .getDb()
      .executeSql(
        `UPDATE pgboss.job SET started_on = started_on - interval '1 hour' WHERE state = 'active'`,
      );
  },
});
