/** graphile-worker with its local queue and batched completion, as its page on performance advises. */
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { clientOf } from '../../../dist-bench/test/bench/client/send.js';
import { serve } from '../../../dist-bench/test/bench/processes/serve.js';
import { keysOf } from './keys.mjs';

const TASK = 'send';
const LOCAL_QUEUE = 500;
const JOBS_A_CALL = 5_000;
const LOOK_AGAIN_MS = 10;

const logger = new Logger(() => (level, message) => {
  if (level === 'error') process.stderr.write(`${message}\n`);
});

let utils;
let pool;

serve({
  async setUp({ storeUrl, sinkUrl, kind, concurrency, isHeir }) {
    if (process.argv[2] === 'producer') {
      pool = new pg.Pool({ connectionString: storeUrl, max: 2 });
      utils = await makeWorkerUtils({ pgPool: pool, logger });
      await utils.migrate();
      return;
    }
    const send = clientOf(kind, sinkUrl);
    await run({
      preset: {
        worker: {
          connectionString: storeUrl,
          concurrentJobs: concurrency,
          maxPoolSize: 10,
          pollInterval: 20,
          localQueue: { size: Math.max(LOCAL_QUEUE, concurrency) },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
          ...(isHeir ? { minResetLockedInterval: 500, maxResetLockedInterval: 1_000 } : {}),
          logger,
        },
      },
      taskList: { [TASK]: ({ key }) => send(key) },
      crontab: '',
    });
  },
  async enqueue(range) {
    for (const keys of keysOf(range, JOBS_A_CALL)) {
      await utils.addJobs(keys.map((key) => ({ identifier: TASK, payload: { key } })));
    }
  },
  async untilSettled() {
    for (;;) {
      const { rows } = await pool.query(
        `SELECT count(*)::int AS open, count(*) FILTER (WHERE attempts >= max_attempts)::int AS failed
         FROM graphile_worker._private_jobs`,
      );
      if (rows[0].failed > 0) throw new Error(`${rows[0].failed} jobs failed`);
      if (rows[0].open === 0) return;
      await pause(LOOK_AGAIN_MS);
    }
  },
  /** A job stays locked by a killed worker for four hours: the locks are moved back. */
  async hurryRecovery() {
    await pool.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '5 hours'
       WHERE locked_at IS NOT NULL`,
    );
  },
});
