import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { S3Place } from '../../kernel/config.js';
import { startRequest } from '../../kernel/egress/index.js';
import { storedName, type MediaFiles, type StoredFile } from './media-files.js';

/** Silence of the store after which a request is given up. */
const SILENT_MS = 60_000;
const KEPT_WORDS = 300;

/** A bucket of an S3-compatible store: Amazon's, MinIO, Ceph, Garage; asked in path style, signed with version 4. */
export class S3Files implements MediaFiles {
  constructor(private readonly place: S3Place) {}

  /** The store checks the bytes against their hash, and has them durably when it answers 200. */
  async put(path: string, file: StoredFile): Promise<void> {
    const { size } = await stat(path);
    const headers = { 'content-length': String(size), 'x-amz-content-sha256': file.sha256 };
    const answer = await this.ask('PUT', storedName(file), {
      headers,
      body: size > 0 ? createReadStream(path) : undefined,
    });
    answer.resume();
  }

  open(name: string, range?: { start: number; end: number }): Readable {
    const bytes = new PassThrough();
    const headers: Record<string, string> = range
      ? { range: `bytes=${range.start}-${range.end - 1}` }
      : {};
    this.ask('GET', name, { headers }).then(
      (answer) => {
        // The stream that was handed out carries the error.
        pipeline(answer, bytes).catch(() => undefined);
      },
      (error: unknown) => {
        bytes.destroy(error instanceof Error ? error : new Error('The store did not answer'));
      },
    );
    return bytes;
  }

  /** @throws when the store answers anything but success. */
  private async ask(method: 'GET' | 'PUT', name: string, sent: Sent): Promise<IncomingMessage> {
    const { endpoint, bucket, region, accessKey, secretKey } = this.place;
    const signer = new AwsV4Signer({
      method,
      url: `${endpoint}/${bucket}/${name}`,
      headers: { 'x-amz-content-sha256': EMPTY_SHA256, ...sent.headers },
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      region,
      service: 's3',
    });
    const { url, headers } = await signer.sign();
    const answer = await send({
      url,
      method,
      // The signer leaves out what may change on its way.
      headers: { ...sent.headers, ...Object.fromEntries(headers) },
      body: sent.body,
    });
    if (answer.statusCode !== undefined && answer.statusCode < 300) return answer;
    const words = await firstWords(answer);
    throw new Error(`The S3 store answered ${answer.statusCode ?? 0} to ${method}: ${words}`);
  }
}

/** SHA-256 of nothing, which a request without a body is signed with. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

interface Sent {
  headers: Record<string, string>;
  body?: Readable | undefined;
}

interface Signed extends Sent {
  url: URL;
  method: string;
}

function send({ url, method, headers, body }: Signed): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = startRequest(url.href, { to: 'files', method, headers });
    request.setTimeout(SILENT_MS, () => request.destroy(new Error('The S3 store is silent')));
    request.once('response', resolve);
    request.once('error', reject);
    if (body) pipeline(body, request).catch(reject);
    else request.end();
  });
}

async function firstWords(answer: IncomingMessage): Promise<string> {
  let words = '';
  for await (const chunk of answer) {
    words += String(chunk);
    if (words.length > KEPT_WORDS) break;
  }
  return words.slice(0, KEPT_WORDS);
}
