export { outgoingAgent } from './outgoing-agent.js';
export { inBrief, parseRedacted, redact } from './redact.js';
export { requestJson, type JsonAnswer } from './request-json.js';
export { watchSend, type Sent } from './watch-send.js';
export { multipartUpload, type Upload } from './upload.js';
