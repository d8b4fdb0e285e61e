import { Agent, request as httpRequest } from 'node:http';
import type { FuzzRequest } from './requests.js';

export interface FuzzAnswer {
  status: number;
  headers: string;
  body: string;
}

/** Bytes of an answer that are read. */
const READ_BYTES = 2_000_000;

/** Real HTTP over kept connections. */
export class Wire {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    maxSockets: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets });
  }

  /** Undefined when nothing has come within `withinMs`. A stream that goes on for ever is answered once it begins. */
  ask(asked: FuzzRequest, cookie: string, withinMs: number): Promise<FuzzAnswer | undefined> {
    const { method, path, headers, body } = asked;
    return new Promise((resolve, reject) => {
      const request = httpRequest(`${this.url}/`, {
        path,
        method,
        agent: this.agent,
        signal: AbortSignal.timeout(withinMs),
        headers: {
          ...headers,
          ...(cookie === '' ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      });
      const failed = (error: Error): void => {
        if (error.name === 'AbortError' || error.name === 'TimeoutError') resolve(undefined);
        else reject(error);
      };
      request.on('error', failed);
      request.on('response', (response) => {
        const status = response.statusCode ?? 0;
        const told = JSON.stringify(response.headers);
        let text = '';
        const end = (): void => {
          resolve({ status, headers: told, body: text });
        };
        if (response.headers['content-type']?.startsWith('text/event-stream')) {
          end();
          request.destroy();
          return;
        }
        response.setEncoding('utf8').on('data', (chunk: string) => {
          if (text.length < READ_BYTES) text += chunk;
        });
        response.on('end', end).on('error', failed);
      });
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** As somebody would ask it again. */
export function reproductionOf({ method, path, headers, body }: FuzzRequest): string {
  const given = Object.entries(headers).map(
    ([name, value]) => `-H ${JSON.stringify(`${name}: ${value}`)}`,
  );
  const data = body === undefined ? [] : [`--data-binary ${JSON.stringify(body.slice(0, 2_000))}`];
  return ['curl', '-X', method, ...given, ...data, `'$MUNADI${path}'`].join(' ');
}
