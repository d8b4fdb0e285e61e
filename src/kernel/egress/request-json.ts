import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { AnswerTooLarge, MAX_ANSWER_BYTES } from './answer-cap.js';
import { outgoingAgent } from './outgoing-agent.js';
import { endsWith } from './watch-send.js';
import { inBrief, parseRedacted, redact } from './redact.js';

export interface JsonRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as a form. */
  form?: Record<string, string>;
  /** Sent as JSON; a request has this or a form. */
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
  const body = bodyOf(request);
  const answer = await open(request, body);
  const text = await readCapped(answer);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: parseRedacted(text, request.secrets),
    excerpt: inBrief(redact(text, request.secrets)),
  };
}

function bodyOf({ form, json }: JsonRequest): string | undefined {
  if (json) return JSON.stringify(json);
  return form ? new URLSearchParams(form).toString() : undefined;
}

function open(request: JsonRequest, body: string | undefined): Promise<IncomingMessage> {
  const send = request.url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(request.url, {
      method: request.method,
      agent: outgoingAgent(request.url),
      ...(endsWith(request.signal) ? {} : { signal: request.signal }),
      headers: {
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : {
              'content-type': request.json
                ? 'application/json'
                : 'application/x-www-form-urlencoded;charset=UTF-8',
              'content-length': Buffer.byteLength(body),
            }),
        ...request.headers,
      },
    });
    outgoing.once('response', resolve);
    // Stays: a connection that breaks after the answer has begun reports it here as well.
    outgoing.on('error', reject);
    outgoing.end(body);
  });
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
