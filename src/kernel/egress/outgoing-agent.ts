import { Agent as HttpAgent, type AgentOptions, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { guardConnections, TrustedPlaces, type GuardOptions } from './connection-guard.js';
import { noticeRequest } from './watch-send.js';

// Sockets are kept between sends; a campaign opens one per concurrent delivery, not one per delivery.
const OPTIONS: AgentOptions = { keepAlive: true, maxSockets: 512, maxFreeSockets: 512 };

/** Node calls `addRequest` for every request on its way to a socket; its typings leave it out. */
interface AddsRequests {
  addRequest(request: ClientRequest, options: object): void;
}

type OutgoingAgent = HttpAgent | HttpsAgent;

/** Agents for both schemes. */
export interface OutgoingAgents {
  http: OutgoingAgent;
  https: OutgoingAgent;
}

/** Agents whose connections are guarded, and nothing more. */
export function guardedAgents(guard: GuardOptions): OutgoingAgents {
  return {
    http: guardConnections(new HttpAgent(OPTIONS), guard),
    https: guardConnections(new HttpsAgent(OPTIONS), guard),
  };
}

function watched<A extends HttpAgent>(agent: A): A {
  const plain = agent as A & AddsRequests;
  const addRequest = plain.addRequest.bind(agent);
  plain.addRequest = (request, options) => {
    noticeRequest(request);
    if (request.destroyed) endWithoutSocket(request);
    else addRequest(request, options);
  };
  return agent;
}

/** A destroyed request reports its error when it is given its socket; one that gets none would never end. */
function endWithoutSocket(request: ClientRequest): void {
  (request as unknown as { onSocket(socket: null): void }).onSocket(null);
}

const trusted = new TrustedPlaces();
const forPlatforms = guardedAgents({ trusted });
watched(forPlatforms.http);
watched(forPlatforms.https);
const forFiles = guardedAgents({ trusted });

/** Places that the settings name, private addresses among them. Said once, when a process starts. */
export function trustPlaces(places: readonly string[]): void {
  trusted.trust(places);
}

/** The agent through which every platform library sends, so that its requests are watched and its connections guarded. */
export function outgoingAgent(baseUrl: string): OutgoingAgent {
  return baseUrl.startsWith('https:') ? forPlatforms.https : forPlatforms.http;
}

/**
 * For a store of files: guarded, and not watched. The watch cuts an answer off where no platform's is as long, and counts
 * the requests of a send; a file is longer, and it is read in the middle of the send that carries it.
 */
export function fileAgent(baseUrl: string): OutgoingAgent {
  return baseUrl.startsWith('https:') ? forFiles.https : forFiles.http;
}
