import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestJson, watchSend } from '../../src/kernel/egress/index.js';
import { S3Files } from '../../src/media/files/s3-files.js';
import { S3Server, type S3Key } from './s3-server.js';

const KEY: S3Key = {
  accessKey: 'AKIDEXAMPLE',
  secretKey: 'not-a-real-secret',
  region: 'ap-south-1',
  bucket: 'munadi',
};
const BODY = Buffer.from('a file of the library');
const FILE = { sha256: createHash('sha256').update(BODY).digest('hex'), extension: 'jpg' };

let server: S3Server;
let folder: string;
let path: string;
let files: S3Files;
let endpoint: string;

beforeAll(async () => {
  server = new S3Server(KEY);
  folder = await mkdtemp(join(tmpdir(), 'munadi-s3-'));
  path = join(folder, 'file');
  endpoint = await server.listen();
  files = new S3Files({ ...KEY, endpoint });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => writeFile(path, BODY));

describe('a library in an S3-compatible store', () => {
  it('gives back what was put there, and a part of it', async () => {
    await files.put(path, FILE);
    expect([...server.objects.keys()]).toEqual([`${FILE.sha256}.jpg`]);
    expect(await buffer(files.open(`${FILE.sha256}.jpg`))).toEqual(BODY);
    const part = files.open(`${FILE.sha256}.jpg`, { start: 2, end: 6 });
    expect(await buffer(part)).toEqual(BODY.subarray(2, 6));
  });

  it('gives back a file of two megabytes whole, as the largest answers of platforms are not', async () => {
    const body = randomBytes(2_000_000);
    const file = { sha256: createHash('sha256').update(body).digest('hex'), extension: 'mp4' };
    await writeFile(path, body);
    await files.put(path, file);
    expect((await buffer(files.open(`${file.sha256}.mp4`))).equals(body)).toBe(true);
  });

  it('is read in the middle of a send without being taken for its second request', async () => {
    await files.put(path, FILE);
    const { signal } = new AbortController();
    const sent = await watchSend(async () => {
      const answer = await requestJson({ method: 'GET', url: endpoint, secrets: [], signal });
      const body = await buffer(files.open(`${FILE.sha256}.jpg`));
      return { status: answer.status, body };
    }, signal);
    expect(sent).toEqual({ kind: 'answered', value: { status: 403, body: BODY } });
  });

  it('does not take bytes that are not those of their name', async () => {
    await writeFile(path, Buffer.from('other bytes of a library'));
    await expect(files.put(path, FILE)).rejects.toThrow('XAmzContentSHA256Mismatch');
  });

  it('says on the stream that a file is not there', async () => {
    await expect(buffer(files.open(`${'0'.repeat(64)}.jpg`))).rejects.toThrow('NoSuchKey');
  });

  it('is refused with a wrong key, and the key stands in no message', async () => {
    const stranger = new S3Files({ ...KEY, endpoint, secretKey: 'another-secret' });
    const refusal: unknown = await stranger.put(path, FILE).catch((error: unknown) => error);
    expect(String(refusal)).toContain('SignatureDoesNotMatch');
    expect(String(refusal)).not.toContain('another-secret');
  });
});
