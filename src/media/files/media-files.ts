import type { Readable } from 'node:stream';

/** Where the library's files stand. A name is made of the bytes, so what is there never changes. */
export interface MediaFiles {
  /** Takes a file over under its name; when it answers, a crash does not lose it. Twice is once. */
  put(path: string, file: StoredFile): Promise<void>;
  /** The bytes from `start` up to but without `end`; the whole file without a range. Its errors are the stream's. */
  open(name: string, range?: { start: number; end: number }): Readable;
}

export const MEDIA_FILES = Symbol('MEDIA_FILES');

export interface StoredFile {
  /** Lower-case hex of the bytes. */
  sha256: string;
  /** Without a dot. */
  extension: string;
}

export function storedName({ sha256, extension }: StoredFile): string {
  return `${sha256}.${extension}`;
}
