import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { MediaFacts } from '../../contract/media.js';
import type { MediaFile, Outcome } from '../platform.js';
import { Upload } from './telegram.form.js';
import type { KeptFile, TelegramFiles } from './telegram.files.js';

/** One file of a message: its id at Telegram, or its bytes. */
export interface ReadyFile {
  facts: MediaFacts;
  media: string | Upload;
}

/** The files of one message. `close` lets go of what is open, whatever became of the message. */
export interface ReadyFiles {
  kind: 'ready';
  files: readonly ReadyFile[];
  /** Those that go by an id. */
  kept: readonly MediaFile[];
  close(): Promise<void>;
}

export type Readied = ReadyFiles | Extract<Outcome, { kind: 'waiting' | 'unavailable' }>;

/** From this size on one delivery uploads a file and the others wait for its id: smaller ones are uploaded at once. */
const SHARED_FROM_BYTES = 1_000_000;
const LOOK_AGAIN_AFTER_MS = 3_000;

/** Private: looks for ids, reserves uploads and opens files. Nothing of it is seen by Telegram. */
export async function readyFiles(
  media: readonly MediaFile[],
  botId: string,
  files: TelegramFiles,
): Promise<Readied> {
  if (media.length === 0) return NO_FILES;
  const found = await files.find(botId, media);
  const idOf = (file: MediaFile) => found.find((one) => isSame(one, file))?.fileId;
  const reserved = media.filter((one) => !idOf(one) && one.bytes >= SHARED_FROM_BYTES);
  if (reserved.length > 0 && !(await files.reserve(botId, reserved))) return ANOTHER_UPLOADS;
  const streams: Readable[] = [];
  const close = async () => {
    for (const stream of streams) stream.destroy();
    if (reserved.length > 0) await files.release(botId, reserved);
  };
  try {
    const ready: ReadyFile[] = [];
    for (const file of media) {
      ready.push({ facts: file, media: idOf(file) ?? (await opened(file, streams)) });
    }
    return { kind: 'ready', files: ready, kept: media.filter((one) => idOf(one)), close };
  } catch {
    await close();
    return UNREADABLE;
  }
}

/** A file that can't be read has to show now: in the middle of the public request it would leave a doubt. */
async function opened(file: MediaFile, streams: Readable[]): Promise<Upload> {
  const stream = file.open();
  streams.push(stream);
  // Heard by whoever sends it; without a listener of its own an error would end the process.
  stream.on('error', () => undefined);
  await once(stream, 'readable');
  return new Upload(file.fileName, stream);
}

function isSame(one: KeptFile, { sha256, kind }: MediaFile): boolean {
  return one.sha256 === sha256 && one.kind === kind;
}

const NO_FILES: ReadyFiles = { kind: 'ready', files: [], kept: [], close: () => Promise.resolve() };

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
