import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Who may ask, and for which bucket. */
export interface S3Key {
  accessKey: string;
  secretKey: string;
  region: string;
  bucket: string;
}

/**
 * A bucket written from Amazon's documents: PutObject and GetObject with ranges, in path style, and Signature Version 4
 * in the Authorization header (docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, 2026-11-24).
 */
export class S3Server {
  readonly objects = new Map<string, Buffer>();
  /** Statuses of all answers, in order. */
  readonly statuses: number[] = [];
  private readonly server = createServer((request, response) => {
    void this.answer(request, response);
  });

  constructor(private readonly key: S3Key) {}

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const { status, headers = {}, bytes = Buffer.alloc(0) } = this.decide(request, body);
    this.statuses.push(status);
    response.writeHead(status, headers).end(bytes);
  }

  private decide(request: IncomingMessage, body: Buffer): Decision {
    if (!this.isSigned(request)) return refusal(403, 'SignatureDoesNotMatch');
    const stated = request.headers['x-amz-content-sha256'];
    const actual = createHash('sha256').update(body).digest('hex');
    if (stated !== actual) return refusal(400, 'XAmzContentSHA256Mismatch');
    const prefix = `/${this.key.bucket}/`;
    const path = request.url ?? '';
    if (!path.startsWith(prefix)) return refusal(404, 'NoSuchBucket');
    const name = path.slice(prefix.length);
    if (request.method === 'PUT') {
      if (request.headers['content-length'] === undefined)
        return refusal(411, 'MissingContentLength');
      this.objects.set(name, body);
      return { status: 200, headers: { etag: '"1"' } };
    }
    const object = this.objects.get(name);
    if (!object) return refusal(404, 'NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    if (!range) return { status: 200, bytes: object };
    return { status: 206, bytes: object.subarray(Number(range[1]), Number(range[2]) + 1) };
  }

  /** The canonical request, the string to sign and the signature, as the document derives them. */
  private isSigned({ method = '', url = '', headers }: IncomingMessage): boolean {
    const { accessKey, secretKey, region } = this.key;
    const given =
      /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
        headers.authorization ?? '',
      );
    const [, credential = '', names = '', signature = ''] = given ?? [];
    const at = String(headers['x-amz-date']);
    const scope = `${at.slice(0, 8)}/${region}/s3/aws4_request`;
    if (credential !== `${accessKey}/${scope}`) return false;
    if (!names.split(';').includes('x-amz-content-sha256')) return false;
    const lines = names.split(';').map((name) => `${name}:${String(headers[name])}\n`);
    const payload = String(headers['x-amz-content-sha256']);
    const canonical = [method, url, '', lines.join(''), names, payload].join('\n');
    const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
    const signingKey = scope
      .split('/')
      .reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secretKey}`));
    return hmac(signingKey, toSign).toString('hex') === signature;
  }
}

interface Decision {
  status: number;
  headers?: Record<string, string>;
  bytes?: Buffer;
}

function refusal(status: number, code: string): Decision {
  return { status, bytes: Buffer.from(`<Error><Code>${code}</Code></Error>`) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
