import { Agent as HttpAgent, type AgentOptions, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { noticeRequest } from './watch-send.js';

// Sockets are kept between sends; a campaign opens one per concurrent delivery, not one per delivery.
const OPTIONS: AgentOptions = { keepAlive: true, maxSockets: 512, maxFreeSockets: 512 };

/** Node calls `addRequest` for every request on its way to a socket; its typings leave it out. */
interface AddsRequests {
  addRequest(request: ClientRequest, options: object): void;
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

const httpAgent = watched(new HttpAgent(OPTIONS));
const httpsAgent = watched(new HttpsAgent(OPTIONS));

/** The agent through which every platform library sends, so that its requests are watched. */
export function outgoingAgent(baseUrl: string): HttpAgent | HttpsAgent {
  return baseUrl.startsWith('https:') ? httpsAgent : httpAgent;
}
