import { serve } from '../processes/serve.js';
import type { KeyRange } from '../sink/arrivals.js';
import type { ClientKind } from './kinds.js';
import { clientOf, type Send } from './send.js';

/** The client in a bare loop, without a queue and without a record: the most that this machine can send. */
let send: Send = () => Promise.reject(new Error('Not set up'));
let concurrency = 1;
let underWay: Promise<void> = Promise.resolve();

serve({
  setUp: (order: { kind: ClientKind; sinkUrl: string; concurrency: number }) => {
    send = clientOf(order.kind, order.sinkUrl);
    concurrency = order.concurrency;
  },
  begin: (range: KeyRange) => {
    underWay = sendAll(range);
  },
  finish: () => underWay,
});

async function sendAll({ firstKey, count }: KeyRange): Promise<void> {
  let next = firstKey;
  const lane = async (): Promise<void> => {
    while (next < firstKey + count) await send(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
}
