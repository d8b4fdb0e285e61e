import { deflateSync } from 'node:zlib';

/** A PNG by the specification (W3C PNG, 3rd edition, section 5): only what is given stands in it. */
export function pngOf(chunks: readonly [string, Buffer][]): Buffer {
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, ...chunks.map(([type, data]) => chunk(type, data))]);
}

export function chunk(type: string, data: Buffer, crc?: number): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc ?? crc32(body));
  return Buffer.concat([length, body, check]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function ihdr(
  widthPx: number,
  heightPx: number,
  { bits = 8, colour = 2 } = {},
): [string, Buffer] {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(widthPx, 0);
  data.writeUInt32BE(heightPx, 4);
  data.writeUInt8(bits, 8);
  data.writeUInt8(colour, 9);
  return ['IHDR', data];
}

/** Says that it is large, and is a few kilobytes long. */
export function pngBomb(widthPx: number, heightPx: number): Buffer {
  const rows = deflateSync(Buffer.alloc(4_000_000), { level: 9 });
  return pngOf([ihdr(widthPx, heightPx, { colour: 0 }), ['IDAT', rows], ['IEND', Buffer.alloc(0)]]);
}

/** Says that every frame is as large as its screen, and gives one pixel of each (GIF89a, sections 18 to 22). */
export function gifBomb(screenPx: number, frames: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(screenPx, 0);
  size.writeUInt16LE(screenPx, 2);
  const head = Buffer.concat([
    Buffer.from('GIF89a'),
    size,
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
  ]);
  const frame = Buffer.concat([
    Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0]),
    size,
    Buffer.from([0, 2, 2, 0x44, 1, 0]),
  ]);
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from([0x3b])]);
}

/** Puts a segment behind the start of a JPEG (ITU-T T.81, B.1.1.4). */
export function withSegment(body: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([body.subarray(0, 2), head, data, body.subarray(2)]);
}
