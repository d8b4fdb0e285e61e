import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { nowMs } from '../measure/clock.js';
import { serve } from '../processes/serve.js';
import { answerTo } from './answer.js';
import { Arrivals, type KeyRange } from './arrivals.js';
import { readRequests } from './read-requests.js';

/** The world that everything is sent to: counts, notes the instant, answers. A process of its own. */
let arrivals = new Arrivals(0);
let latencyMs = 0;

/** Answers under way, in the order of their instants: one timer for all of them. */
const late: { socket: Socket; answer: string; dueAt: number }[] = [];
let timer: NodeJS.Timeout | undefined;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  // A worker that is killed leaves its connections.
  socket.on('error', () => undefined);
  readRequests(socket, (request) => {
    const { key, answer } = answerTo(request);
    arrivals.add(key);
    if (latencyMs === 0) socket.write(answer, 'latin1');
    else answerLater(socket, answer);
  });
});

function answerLater(socket: Socket, answer: string): void {
  late.push({ socket, answer, dueAt: nowMs() + latencyMs });
  timer ??= setTimeout(answerDue, 1);
}

function answerDue(): void {
  const now = nowMs();
  const firstWaiting = late.findIndex(({ dueAt }) => dueAt > now);
  const due = late.splice(0, firstWaiting < 0 ? late.length : firstWaiting);
  for (const { socket, answer } of due) if (socket.writable) socket.write(answer, 'latin1');
  timer = late.length > 0 ? setTimeout(answerDue, 1) : undefined;
}

server.listen(0, '127.0.0.1');
await once(server, 'listening');

serve({
  url: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  expect: (order: { maxKey: number; latencyMs: number }) => {
    arrivals = new Arrivals(order.maxKey);
    latencyMs = order.latencyMs;
  },
  untilDistinct: (distinct: number) => arrivals.untilDistinct(distinct),
  report: (range: KeyRange) => arrivals.report(range),
  instants: (range: KeyRange) => arrivals.instants(range),
});
