import { once } from 'node:events';
import { createServer, get, type RequestListener } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { outgoingAgent, requestJson, watchSend, type JsonAnswer, type Sent } from './index.js';
import { SecondRequestRefused } from './watch-send.js';

const stops: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const never = new AbortController().signal;

describe('the watch over a send', () => {
  it('answers with what the platform said', async () => {
    const url = await aServer((_request, response) => response.end('{"ok":true}'));
    expect(await post(url)).toMatchObject({
      kind: 'answered',
      value: { status: 200, body: { ok: true } },
    });
  });

  it('proves that nothing left for a port where nobody listens', async () => {
    expect(await post(await aClosedPort())).toMatchObject({ kind: 'failed', wasHandedOver: false });
  });

  it('proves that nothing left for a name that nobody has', async () => {
    const sent = await post('http://nobody.invalid');
    expect(sent).toMatchObject({ kind: 'failed', wasHandedOver: false });
  });

  it('proves that nothing left when TLS does not come about', async () => {
    const url = await aServer((_request, response) => response.end('{}'));
    const sent = await post(url.replace('http:', 'https:'));
    expect(sent).toMatchObject({ kind: 'failed', wasHandedOver: false });
  });

  it('takes a connection that breaks after the request for handed over', async () => {
    const url = await aTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await post(url)).toMatchObject({ kind: 'failed', wasHandedOver: true });
  });

  it('takes an answer that is cut off for handed over', async () => {
    const url = await aTcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"id"')),
    );
    expect(await post(url)).toMatchObject({ kind: 'failed', wasHandedOver: true });
  });

  it('takes a kept connection that breaks for handed over', async () => {
    const url = await aTcpServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\n{}');
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    expect(await post(url)).toMatchObject({ kind: 'answered' });
    expect(await post(url)).toMatchObject({ kind: 'failed', wasHandedOver: true });
  });

  it('sends nothing once the time is over', async () => {
    const arrivals: string[] = [];
    const url = await aServer((request, response) => {
      arrivals.push(request.url ?? '');
      response.end('{}');
    });
    const sent = await post(url, AbortSignal.abort());
    expect(sent).toMatchObject({ kind: 'failed', wasHandedOver: false });
    expect(arrivals).toEqual([]);
  });

  it('proves that nothing left when the time ends before there is a connection', async () => {
    const deadline = new AbortController();
    // Set aside for documents by RFC 5737: nothing answers there.
    const sending = post('http://192.0.2.1', deadline.signal);
    deadline.abort();
    expect(await sending).toMatchObject({ kind: 'failed', wasHandedOver: false });
  });

  it('gives up at the deadline and takes the request for handed over', async () => {
    const deadline = new AbortController();
    const url = await aServer(() => {
      deadline.abort();
    });
    expect(await post(url, deadline.signal)).toMatchObject({ kind: 'failed', wasHandedOver: true });
  });

  it('gives up at the deadline in the middle of an answer', async () => {
    const deadline = new AbortController();
    const url = await aServer((_request, response) => {
      response.write('{"id"', () => {
        deadline.abort();
      });
    });
    expect(await post(url, deadline.signal)).toMatchObject({ kind: 'failed', wasHandedOver: true });
  });

  it('takes a send that it cannot see for handed over', async () => {
    const sent = await watchSend(() => Promise.reject(new Error('went another way')), never);
    expect(sent).toMatchObject({ kind: 'failed', wasHandedOver: true });
  });
});

describe('the one request of a send', () => {
  it('hands a redirect over as it came and does not follow it', async () => {
    const arrivals: string[] = [];
    const url = await aServer((request, response) => {
      arrivals.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(await post(url)).toMatchObject({ kind: 'answered', value: { status: 307 } });
    expect(arrivals).toEqual(['/']);
  });

  it('refuses a second request, also one that starts from the first answer on a kept connection', async () => {
    const arrivals: string[] = [];
    const url = await aServer((request, response) => {
      arrivals.push(request.url ?? '');
      response.end('{}');
    });
    await post(url);
    const sent = await watchSend(async () => {
      await read(`${url}/first`);
      return read(`${url}/second`);
    }, never);
    expect(sent).toMatchObject({
      kind: 'failed',
      error: new SecondRequestRefused(),
      wasHandedOver: true,
    });
    expect(arrivals).toEqual(['/', '/first']);
  });

  it('keeps the requests of sends that run at the same time apart', async () => {
    const url = await aServer((_request, response) => response.end('{}'));
    const closed = await aClosedPort();
    const [one, other] = await Promise.all([post(url), post(closed)]);
    expect(one).toMatchObject({ kind: 'answered' });
    expect(other).toMatchObject({ kind: 'failed', wasHandedOver: false });
  });
});

describe('an answer', () => {
  it('is given up when it grows without end', async () => {
    const url = await aServer((_request, response) => {
      flood(response);
    });
    expect(await post(url)).toMatchObject({ kind: 'failed', error: { name: 'AnswerTooLarge' } });
  });

  it('is given up when it grows without end in a library that sets no limit', async () => {
    const url = await aServer((_request, response) => {
      flood(response);
    });
    const sent = await watchSend(() => read(url), never);
    expect(sent).toMatchObject({ kind: 'failed', error: { name: 'AnswerTooLarge' } });
  });

  it('is handed over whole to a library that reads it as it comes', async () => {
    const url = await aServer((_request, response) => response.end('0123456789'.repeat(50_000)));
    const sent = await watchSend(() => read(url), never);
    expect(sent.kind === 'answered' && sent.value.length).toBe(500_000);
  });

  it('never quotes the secrets of the request', async () => {
    const url = await aServer((request, response) =>
      response.end(JSON.stringify({ said: `bad token ${request.headers.authorization ?? ''}` })),
    );
    const sent = await post(url);
    expect(sent).toMatchObject({
      kind: 'answered',
      value: { body: { said: 'bad token [secret]' } },
    });
    expect(JSON.stringify(sent)).not.toContain(SECRET);
  });
});

const SECRET = 'canary-7Q';

function post(url: string, signal: AbortSignal = never): Promise<Sent<JsonAnswer>> {
  const headers = { authorization: SECRET };
  return watchSend(
    () =>
      requestJson({ method: 'POST', url, headers, form: { a: 'b' }, secrets: [SECRET], signal }),
    signal,
  );
}

/** Reads like a library that knows nothing of the watch: by events, without a limit. */
function read(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: outgoingAgent(url) }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => (text += chunk));
      answer.once('end', () => {
        resolve(text);
      });
      answer.once('error', reject);
    });
    request.once('error', reject);
  });
}

function flood(response: {
  write(chunk: string): boolean;
  once(event: 'drain', more: () => void): unknown;
  destroyed: boolean;
}): void {
  while (!response.destroyed && response.write('x'.repeat(65_536)));
  if (!response.destroyed) {
    response.once('drain', () => {
      flood(response);
    });
  }
}

async function aServer(listener: RequestListener): Promise<string> {
  return listening(createServer(listener));
}

async function aTcpServer(onConnection: (socket: Socket) => unknown): Promise<string> {
  return listening(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      onConnection(socket);
    }),
  );
}

async function aClosedPort(): Promise<string> {
  const url = await aServer(() => undefined);
  await stops.pop()?.();
  return url;
}

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
