import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

/** The body of a request whose length is known before it is read, and which is never whole in memory. */
export interface Upload {
  contentType: string;
  bytes: number;
  open(): Readable;
}

/** A file of a form. */
export interface UploadedPart {
  field: string;
  fileName: string;
  mime: string;
  bytes: number;
  open(): Readable;
}

/** `multipart/form-data` (RFC 7578): plain fields, then one file. */
export function multipartUpload(
  fields: Readonly<Record<string, string>>,
  file: UploadedPart,
): Upload {
  const boundary = `munadi-${randomUUID()}`;
  const plain = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\n${disposition(name)}\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\n${disposition(file.field)}; filename="${quoted(file.fileName)}"\r\ncontent-type: ${file.mime}\r\n\r\n`;
  const before = Buffer.from(plain.join('') + head);
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: before.length + file.bytes + after.length,
    open: () => Readable.from(inTurn(before, file, after)),
  };
}

async function* inTurn(before: Buffer, file: UploadedPart, after: Buffer): AsyncGenerator<Buffer> {
  yield before;
  for await (const chunk of file.open() as AsyncIterable<Buffer>) yield chunk;
  yield after;
}

function disposition(name: string): string {
  return `content-disposition: form-data; name="${quoted(name)}"`;
}

/** As browsers write a name that would end the quotes or the line. */
function quoted(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}
