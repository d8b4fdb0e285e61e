import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { MediaFile } from '../../platforms/index.js';

/** Light grey, 865 bytes of JPEG: its head, as many zeros as grey takes, its end. */
const BYTES = Buffer.concat([
  Buffer.from(
    '/9j/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7gYKBTmCNl4x9lnN+gXz/2wBD' +
      'ARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHz/wAARCAFAAUAD' +
      'ASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAA' +
      'AP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AKU=',
    'base64',
  ),
  Buffer.alloc(599),
  Buffer.from('Af/Z', 'base64'),
]);

export const REHEARSAL_PICTURE = { mime: 'image/jpeg', bytes: BYTES } as const;

/** The picture that goes with a rehearsal. `address`: where a platform that fetches files by itself finds it. */
export function rehearsalPicture(address: string): MediaFile {
  return {
    kind: 'image',
    mime: REHEARSAL_PICTURE.mime,
    bytes: BYTES.length,
    widthPx: 320,
    heightPx: 320,
    durationMs: null,
    sha256: createHash('sha256').update(BYTES).digest('hex'),
    fileName: 'rehearsal.jpg',
    altText: '',
    isAiMade: false,
    open: ({ start, end } = { start: 0, end: BYTES.length }) =>
      Readable.from([BYTES.subarray(start, end)], { objectMode: false }),
    publicUrl: () => address,
  };
}
