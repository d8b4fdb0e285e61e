import type { MediaFile } from '../platforms/index.js';
import type { MediaFiles } from './files/media-files.js';
import type { MasterRow } from './media.store.js';
import type { RenditionRow } from './rendition.store.js';
import type { SignedAddresses } from './signed-address.js';

/** Every kind of file that is handed out, and the ending that its names have. */
export const EXTENSION_OF_MIME: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'video/mp4': 'mp4',
};

/** A rendition as a platform's folder sees it. */
export function toMediaFile(
  { row, master, altText }: { row: RenditionRow; master: MasterRow; altText: string },
  { files, addresses }: { files: MediaFiles; addresses: SignedAddresses },
): MediaFile {
  const fileName = `${row.sha256}.${EXTENSION_OF_MIME[row.mime] ?? 'bin'}`;
  return {
    kind: master.kind,
    mime: row.mime,
    bytes: row.bytes,
    widthPx: row.widthPx,
    heightPx: row.heightPx,
    durationMs: row.durationMs,
    sha256: row.sha256,
    fileName,
    altText,
    isAiMade: master.isAiMade,
    open: (range) => files.open(fileName, range),
    publicUrl: (validForMs) => addresses.addressOf(fileName, validForMs),
  };
}
