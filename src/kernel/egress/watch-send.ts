import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientRequest } from 'node:http';
import { capAnswer } from './answer-cap.js';

/** What became of one send: answered, or failed with or without having been handed to the network. */
export type Sent<T> =
  | { kind: 'answered'; value: T }
  /** `wasHandedOver: false` is proof that no byte of the request left this machine. */
  | { kind: 'failed'; error: unknown; wasHandedOver: boolean };

interface Watch {
  requests: number;
  wasHandedOver: boolean;
  signal: AbortSignal;
}

const watches = new AsyncLocalStorage<Watch>();

/** A send tried to make a second request, such as a redirect or a library's own retry. */
export class SecondRequestRefused extends Error {
  constructor() {
    super('A send makes exactly one request; a second one was refused');
    this.name = 'SecondRequestRefused';
  }
}

/**
 * Runs `send` and watches the one request that it makes through an outgoing agent.
 * The request is destroyed when `signal` fires. A second request is refused before it is connected.
 * A send that fails without a request to be seen counts as handed over: it may have gone past the agents.
 */
export async function watchSend<T>(send: () => Promise<T>, signal: AbortSignal): Promise<Sent<T>> {
  if (signal.aborted) return { kind: 'failed', error: signal.reason, wasHandedOver: false };
  const watch: Watch = { requests: 0, wasHandedOver: false, signal };
  try {
    return { kind: 'answered', value: await watches.run(watch, send) };
  } catch (error) {
    return { kind: 'failed', error, wasHandedOver: watch.wasHandedOver || watch.requests === 0 };
  }
}

/** Whether the send under way is watched under this signal, so that the request need not listen to it as well. */
export function endsWith(signal: AbortSignal): boolean {
  return watches.getStore()?.signal === signal;
}

/** Called by the outgoing agents for every request, before it gets a socket. */
export function noticeRequest(request: ClientRequest): void {
  request.once('response', capAnswer);
  const watch = watches.getStore();
  if (!watch) return;
  watch.requests += 1;
  if (watch.requests > 1) {
    request.destroy(new SecondRequestRefused());
    return;
  }
  destroyOnAbort(request, watch.signal);
  request.once('socket', (socket) => {
    // A kept socket takes the bytes at once; a new one only after it is connected (and its TLS stands).
    if (!socket.connecting) {
      watch.wasHandedOver = true;
      return;
    }
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
      watch.wasHandedOver = true;
    });
  });
}

function destroyOnAbort(request: ClientRequest, signal: AbortSignal): void {
  const destroy = () => {
    request.destroy(new Error('The time for this request is over'));
  };
  if (signal.aborted) {
    destroy();
    return;
  }
  signal.addEventListener('abort', destroy, { once: true });
  request.once('close', () => {
    signal.removeEventListener('abort', destroy);
  });
}
