/** BullMQ as its documents tune it: many jobs at once in one worker, nothing kept of a finished job. */
import { setTimeout as pause } from 'node:timers/promises';
import { Queue, Worker } from 'bullmq';
import IORedis from 'ioredis';
import { clientOf } from '../../../dist-bench/test/bench/client/send.js';
import { serve } from '../../../dist-bench/test/bench/processes/serve.js';
import { keysOf } from './keys.mjs';

const NAME = 'bench';
/** More at once makes it slower without latency; with latency it is what may be under way. */
const AT_ONCE = 128;
const JOBS_A_CALL = 2_000;
const LOOK_AGAIN_MS = 10;

let connection;
let queue;

serve({
  async setUp({ storeUrl, sinkUrl, kind, concurrency, latencyMs }) {
    connection = new IORedis(storeUrl, { maxRetriesPerRequest: null });
    if (process.argv[2] === 'producer') {
      queue = new Queue(NAME, { connection });
      await queue.waitUntilReady();
      return;
    }
    const send = clientOf(kind, sinkUrl);
    const worker = new Worker(NAME, (job) => send(job.data.key), {
      connection,
      concurrency: latencyMs > 0 ? concurrency : AT_ONCE,
      removeOnComplete: { count: 0 },
    });
    worker.on('error', (error) => process.stderr.write(`${error.stack}\n`));
    await worker.waitUntilReady();
  },
  async enqueue(range) {
    for (const keys of keysOf(range, JOBS_A_CALL)) {
      await queue.addBulk(
        keys.map((key) => ({ name: 'send', data: { key }, opts: { removeOnComplete: true } })),
      );
    }
  },
  async untilSettled() {
    for (;;) {
      const { waiting, active, delayed, prioritized, failed } = await queue.getJobCounts();
      if (failed > 0) throw new Error(`${failed} jobs failed`);
      if (waiting + active + delayed + (prioritized ?? 0) === 0) return;
      await pause(LOOK_AGAIN_MS);
    }
  },
  /** Its locks end after 30 seconds and are looked at every 30: not hurried. */
  hurryRecovery() {},
});
