import { once } from 'node:events';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import type { MediaFacts } from '../../contract/media.js';
import type { MediaFile, Outcome } from '../platform.js';
import { Upload } from './telegram.form.js';
import { keysOf, type FileKey, type TelegramFiles } from './telegram.files.js';

/** One file of a message: its id at Telegram, or its bytes. */
export interface ReadyFile {
  facts: MediaFacts;
  media: string | Upload;
}

/** The files of one message. `close` lets go of what is open, whatever became of the message. */
export interface ReadyFiles {
  kind: 'ready';
  files: readonly ReadyFile[];
  /** As what each of them is kept, in their order. */
  keys: readonly FileKey[];
  /** Those that go by an id. */
  kept: readonly FileKey[];
  close(): Promise<void>;
}

export type Readied = ReadyFiles | Extract<Outcome, { kind: 'waiting' | 'unavailable' }>;

/** From this size on one delivery uploads a file and the others wait for its id: smaller ones are uploaded at once. */
const SHARED_FROM_BYTES = 1_000_000;
const LOOK_AGAIN_AFTER_MS = 3_000;

/** The files of a post, and whether they go as documents. */
export interface WantedFiles {
  media: readonly MediaFile[];
  areDocuments: boolean;
}

/** Private: looks for ids, reserves uploads and opens files. Nothing of it is seen by Telegram. */
export async function readyFiles(
  { media, areDocuments }: WantedFiles,
  botId: string,
  files: TelegramFiles,
): Promise<Readied> {
  if (media.length === 0) return NO_FILES;
  const keys = keysOf(media, areDocuments);
  const found = await files.find(botId, keys);
  const idOf = (key: FileKey | undefined) => found.find((one) => isSame(one, key))?.fileId;
  const reserved = keys.filter(
    (key, index) => !idOf(key) && (media[index]?.bytes ?? 0) >= SHARED_FROM_BYTES,
  );
  if (reserved.length > 0 && !(await files.reserve(botId, reserved))) return ANOTHER_UPLOADS;
  const streams: Readable[] = [];
  const close = async () => {
    for (const stream of streams) stream.destroy();
    if (reserved.length > 0) await files.release(botId, reserved);
  };
  try {
    const ready: ReadyFile[] = [];
    for (const [index, file] of media.entries()) {
      const name = areDocuments ? documentNameOf(file) : file.fileName;
      const known = idOf(keys[index]);
      ready.push({ facts: file, media: known ?? new Upload(name, await opened(file, streams)) });
    }
    return { kind: 'ready', files: ready, keys, kept: keys.filter((key) => idOf(key)), close };
  } catch {
    await close();
    return UNREADABLE;
  }
}

/** A file that can't be read has to show now: in the middle of the public request it would leave a doubt. */
async function opened(file: MediaFile, streams: Readable[]): Promise<Readable> {
  const stream = file.open();
  streams.push(stream);
  // Heard by whoever sends it; without a listener of its own an error would end the process.
  stream.on('error', () => undefined);
  await once(stream, 'readable');
  return stream;
}

function isSame(one: FileKey, other: FileKey | undefined): boolean {
  return one.sha256 === other?.sha256 && one.kind === other.kind;
}

/** Readers see the name of a document, and find it again under it: `photo-3fa9c1d2.jpg`. */
function documentNameOf({ kind, sha256, fileName }: MediaFile): string {
  const word = kind === 'image' ? 'photo' : kind;
  return `${word}-${sha256.slice(0, 8)}${extname(fileName)}`;
}

const NO_FILES: ReadyFiles = {
  kind: 'ready',
  files: [],
  keys: [],
  kept: [],
  close: () => Promise.resolve(),
};

const ANOTHER_UPLOADS: Readied = {
  kind: 'waiting',
  resumeAfterMs: LOOK_AGAIN_AFTER_MS,
  detail:
    'The same file is on its way to Telegram for another chat; this one is sent when it has arrived',
};

const UNREADABLE: Readied = {
  kind: 'unavailable',
  detail: 'A picture or video of the post could not be read from the store; nothing was sent',
};
