/** One part of a `multipart/form-data` body (RFC 7578). */
export interface Part {
  readonly name: string;
  /** Null for a plain field. */
  readonly fileName: string | null;
  readonly contentType: string | null;
  readonly bytes: Buffer;
}

/** Null when the body is not multipart, or not whole. */
export function multipartParts(contentType: string, body: Buffer): Part[] | null {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length;
    if (body.toString('latin1', start, start + 2) === '--') return parts;
    const end = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start);
    const part = end < 0 ? null : partOf(body.subarray(start + 2, end));
    if (part === null) return null;
    parts.push(part);
    at = end + 2;
  }
  return null;
}

function partOf(bytes: Buffer): Part | null {
  const blank = bytes.indexOf('\r\n\r\n');
  if (blank < 0) return null;
  const head = bytes.toString('utf8', 0, blank);
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? '';
  const name = /\bname="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1];
  if (name === undefined) return null;
  return {
    name,
    fileName: /\bfilename="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1] ?? null,
    contentType: /^content-type:\s*(.+)$/im.exec(head)?.[1]?.trim() ?? null,
    bytes: bytes.subarray(blank + 4),
  };
}
