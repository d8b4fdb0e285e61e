import { request as httpRequest, type ClientRequest, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { fileAgent, outgoingAgent } from './outgoing-agent.js';

export interface RequestStart {
  method: string;
  headers?: OutgoingHttpHeaders;
  signal?: AbortSignal;
  /** `platform`: watched, its answer capped. `files`: neither; for a store of files. */
  to: 'platform' | 'files';
}

/**
 * Begins a request and follows no redirect. Its errors, a refused address among them, come as its `error` event.
 * @throws TypeError when `url` is none, is neither http nor https, or holds a name and a password
 */
export function startRequest(url: string, { to, ...options }: RequestStart): ClientRequest {
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError('Neither http nor https');
  if (username !== '' || password !== '') throw new TypeError('An address holds no password');
  const send = protocol === 'https:' ? httpsRequest : httpRequest;
  const agent = to === 'files' ? fileAgent(url) : outgoingAgent(url);
  return send(url, { ...options, agent });
}
