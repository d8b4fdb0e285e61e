import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestJson } from './request-json.js';
import { multipartUpload } from './upload.js';

const PICTURE = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x0d, 0x0a]);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    const { headers } = request;
    const body = Buffer.concat(chunks).toString('base64');
    response.end(JSON.stringify({ type: headers['content-type'], body, headers }));
  });
});
let url = '';
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

interface Arrived {
  type: string;
  body: string;
  headers: Record<string, string>;
}

async function arrivedOf(open: () => Readable): Promise<Arrived> {
  const upload = multipartUpload(
    { caption: 'कल "5 बजे"' },
    {
      field: 'source',
      fileName: 'a"b.jpg',
      mime: 'image/jpeg',
      bytes: PICTURE.length,
      open,
    },
  );
  const signal = new AbortController().signal;
  const { body } = await requestJson({ method: 'POST', url, upload, secrets: [], signal });
  return body as Arrived;
}

describe('a file on its way to a platform', () => {
  it('arrives in a form as RFC 7578 spells it, byte for byte', async () => {
    const { type, body } = await arrivedOf(() => Readable.from([PICTURE]));
    const boundary = type.replace('multipart/form-data; boundary=', '');
    const expected = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="caption"\r\n\r\nकल "5 बजे"\r\n` +
          `--${boundary}\r\ncontent-disposition: form-data; name="source"; filename="a%22b.jpg"\r\n` +
          'content-type: image/jpeg\r\n\r\n',
      ),
      PICTURE,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    expect(Buffer.from(body, 'base64')).toEqual(expected);
  });

  it('tells its length in advance', async () => {
    const { body, headers } = await arrivedOf(() => Readable.from([PICTURE]));
    expect(headers['content-length']).toBe(String(Buffer.from(body, 'base64').length));
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  it('fails when it can no longer be read, and does not arrive as a shorter one', async () => {
    const broken = () =>
      new Readable({
        read() {
          this.destroy(new Error('the disk is gone'));
        },
      });
    await expect(arrivedOf(broken)).rejects.toThrow('the disk is gone');
  });
});
