import type { Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

/**
 * The requests on one connection, head and body as one text. Reads only what the bench's clients write, HTTP/1.1 with
 * a content-length, so that the sink costs a small part of what it measures.
 */
export function readRequests(socket: Socket, onRequest: (request: string) => void): void {
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    rest += chunk;
    for (let length = lengthOf(rest); length !== undefined; length = lengthOf(rest)) {
      onRequest(rest.slice(0, length));
      rest = rest.slice(length);
    }
  });
}

/** Characters of the first whole request; undefined while it is not all there. */
function lengthOf(text: string): number | undefined {
  const headLength = text.indexOf(END_OF_HEAD);
  if (headLength < 0) return undefined;
  const bodyBytes = /content-length: *(\d+)/i.exec(text.slice(0, headLength))?.[1];
  if (bodyBytes === undefined) throw new Error(`No length in ${text.slice(0, headLength)}`);
  const length = headLength + END_OF_HEAD.length + Number(bodyBytes);
  return text.length >= length ? length : undefined;
}
