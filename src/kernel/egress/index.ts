export { outgoingAgent, trustPlaces } from './outgoing-agent.js';
export { inBrief, parseRedacted, redact } from './redact.js';
export { requestJson, type JsonAnswer } from './request-json.js';
export { startRequest } from './start-request.js';
export { watchSend, type Sent } from './watch-send.js';
export { multipartUpload, type Upload } from './upload.js';
