import { createHash } from 'node:crypto';
import type { PlatformName } from './platforms.js';

/** A file that somebody uploaded: what it is, without its bytes. */
export interface UploadedFile {
  readonly sha256: string;
  readonly bytes: number;
  /** As the uploader named it. */
  readonly mime: string;
  /** The first bytes, from which a platform tells what it really is. */
  readonly head: Buffer;
}

const HEAD_BYTES = 64;

/** Uploads by the id that a platform gave them. They are gone after a restart, as on a platform after a day. */
export class Files {
  private readonly files = new Map<string, unknown>();
  private made = 0;

  /** A simulator keeps what it likes under an id of its own. */
  put(platform: PlatformName, id: string, kept: unknown): void {
    this.files.set(`${platform}/${id}`, kept);
  }

  get(platform: PlatformName, id: string): unknown {
    return this.files.get(`${platform}/${id}`);
  }

  /** A number that no upload had before, as large as platforms' own. */
  newId(now: Date): string {
    this.made += 1;
    return `${now.getTime()}${String(this.made % 10_000).padStart(4, '0')}`;
  }

  startOver(): void {
    this.files.clear();
  }
}

export function uploadedFile(bytes: Buffer, mime: string): UploadedFile {
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    mime,
    head: Buffer.from(bytes.subarray(0, HEAD_BYTES)),
  };
}
