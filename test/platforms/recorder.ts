import { request as forward, type IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { aMachine } from './sandbox-stage.js';

/** A request as it came by. */
export interface Recorded {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Recorder {
  url: string;
  requests: readonly Recorded[];
  stop(): Promise<void>;
}

/** A machine in between that writes down every request and hands on what `target` answers. */
export async function aRecorder(target: string): Promise<Recorder> {
  const requests: Recorded[] = [];
  const machine = await aMachine((request, response) => {
    void buffer(request).then((body) => {
      const { method = 'GET', url = '/', headers } = request;
      const { pathname, searchParams } = new URL(url, target);
      requests.push({ method, path: pathname, query: searchParams, headers, body });
      // The name of the machine in between stays: OAuth 1.0a signs it.
      const onward = forward(new URL(url, target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.once('error', () => response.destroy());
      onward.end(body);
    });
  });
  return { url: machine.url, requests, stop: () => machine.stop() };
}
