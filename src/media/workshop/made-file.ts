import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { MadeFile } from './order.js';

/** The file at `path` under the name of its bytes. */
export async function madeFile(path: string, extension: string): Promise<MadeFile> {
  return { path, extension, sha256: await sha256Of(path) };
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export async function bytesOf(path: string): Promise<number> {
  return (await stat(path)).size;
}
