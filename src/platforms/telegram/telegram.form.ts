import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { startRequest } from '../../kernel/egress/index.js';

/** A file that goes with the request, read as fast as the connection takes it. */
export class Upload {
  constructor(
    readonly fileName: string,
    readonly bytes: Readable,
  ) {}
}

export interface FormAnswer {
  status: number;
  text: string;
}

/**
 * One request with files, as `multipart/form-data`; core.telegram.org/bots/api#sending-files. The Telegram library is not
 * used for it: its form (telegraf 4.16.3 with sandwich-stream 2.0.2) reads a whole file into memory when the connection is
 * slower than the disk.
 */
export function postForm(
  url: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<FormAnswer> {
  const boundary = randomBytes(24).toString('hex');
  return new Promise((resolve, reject) => {
    const outgoing = startRequest(url, {
      to: 'platform',
      method: 'POST',
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    });
    outgoing.once('response', (answer) => {
      textOf(answer).then((text) => {
        resolve({ status: answer.statusCode ?? 0, text });
      }, reject);
    });
    // Stays: a connection that breaks after the answer has begun reports it here as well.
    outgoing.on('error', reject);
    // A file that breaks off ends the request, so that it is never whole.
    pipeline(
      Readable.from(piecesOf(fields, boundary), { objectMode: false }),
      outgoing,
      (error) => {
        if (error) reject(error);
      },
    );
  });
}

export function hasUploads(value: unknown): boolean {
  if (value instanceof Upload) return true;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasUploads);
}

async function* piecesOf(
  fields: Readonly<Record<string, unknown>>,
  boundary: string,
): AsyncGenerator<string | Buffer> {
  const attached = new Map<string, Upload>();
  for (const [name, value] of Object.entries(fields)) {
    if (value instanceof Upload) attached.set(name, value);
    else
      yield `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${written(value, attached)}\r\n`;
  }
  for (const [name, { fileName, bytes }] of attached) {
    yield `--${boundary}\r\ncontent-disposition: form-data; name="${name}"; filename="${fileName}"\r\n\r\n`;
    yield* bytes as AsyncIterable<Buffer>;
    yield '\r\n';
  }
  yield `--${boundary}--\r\n`;
}

/** Text as it is, all else as JSON, in which a file is named by the part that brings it. */
function written(value: unknown, attached: Map<string, Upload>): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_key, one: unknown) => {
    if (!(one instanceof Upload)) return one;
    const name = `file${attached.size}`;
    attached.set(name, one);
    return `attach://${name}`;
  });
}

/** Read as it flows: the watch over the send ends an answer that has no end. */
function textOf(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (piece: string) => (text += piece));
    answer.once('end', () => {
      resolve(text);
    });
    answer.once('error', reject);
  });
}
