import type { ClientRequest, IncomingMessage } from 'node:http';
import { AnswerTooLarge, MAX_ANSWER_BYTES } from './answer-cap.js';
import { startRequest } from './start-request.js';
import { endsWith } from './watch-send.js';
import { inBrief, parseRedacted, redact } from './redact.js';
import type { Upload } from './upload.js';

export interface JsonRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as a form. */
  form?: Record<string, string>;
  /** Sent instead of a form, read as it goes out. */
  upload?: Upload;
  /** Sent as JSON; a request has one of the three. */
  json?: object;
  /** Blotted out of the answer, should it quote them. */
  secrets: readonly string[];
  signal: AbortSignal;
}

export interface JsonAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The parsed body; undefined when it was empty or not JSON. */
  body: unknown;
  /** The start of the body, for a person who looks into a failure. */
  excerpt: string;
}

/** One request, no redirect, a capped answer. Rejects when the connection fails or the answer is cut short. */
export async function requestJson(request: JsonRequest): Promise<JsonAnswer> {
  const answer = await open(request);
  const text = await readCapped(answer);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: parseRedacted(text, request.secrets),
    excerpt: inBrief(redact(text, request.secrets)),
  };
}

function open(request: JsonRequest): Promise<IncomingMessage> {
  const { upload } = request;
  const text = textOf(request);
  return new Promise((resolve, reject) => {
    const outgoing = startRequest(request.url, {
      to: 'platform',
      method: request.method,
      ...(endsWith(request.signal) ? {} : { signal: request.signal }),
      headers: {
        accept: 'application/json',
        ...(text && { 'content-type': text.type, 'content-length': Buffer.byteLength(text.body) }),
        ...(upload && { 'content-type': upload.contentType, 'content-length': upload.bytes }),
        ...request.headers,
      },
    });
    outgoing.once('response', resolve);
    // Stays: a connection that breaks after the answer has begun reports it here as well.
    outgoing.on('error', reject);
    if (upload) sendUpload(outgoing, upload);
    else outgoing.end(text?.body);
  });
}

function textOf({ form, json }: JsonRequest): { type: string; body: string } | undefined {
  if (json) return { type: 'application/json', body: JSON.stringify(json) };
  return (
    form && {
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
      body: new URLSearchParams(form).toString(),
    }
  );
}

function sendUpload(outgoing: ClientRequest, upload: Upload): void {
  const source = upload.open();
  source.once('error', (error) => outgoing.destroy(error));
  outgoing.once('close', () => source.destroy());
  source.pipe(outgoing);
}

async function readCapped(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) {
      answer.destroy();
      throw new AnswerTooLarge();
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
