import type { MediaCategory } from './x-media.js';

const megabyte = 1024 * 1024;

/** docs.x.com/x-api/media/quickstart/best-practices, copy of 2026-08-22. */
export const mostBytes: Readonly<Record<MediaCategory, number>> = {
  tweet_image: 5 * megabyte,
  tweet_gif: 15 * megabyte,
  tweet_video: 512 * megabyte,
};

/** OpenAPI 2.167 lists the types; the page above says which of them are pictures. */
export const mimesOf: Readonly<Record<MediaCategory, readonly string[]>> = {
  tweet_image: ['image/jpeg', 'image/png', 'image/webp', 'image/bmp', 'image/pjpeg', 'image/tiff'],
  tweet_gif: ['image/gif'],
  tweet_video: ['video/mp4', 'video/quicktime', 'video/webm', 'video/mp2t'],
};

/** Seconds; samples in docs.x.com/x-api/media/quickstart/media-upload-chunked, copy of 2026-08-22. */
export const sessionLifeSeconds = 1_295_999;
export const mediaLifeSeconds = 86_400;
export const checkAfterSeconds = 1;

/** OpenAPI 2.167, AppendMediaUploadRequest and CreateMediaMetadataMetadataAltText. */
export const lastSegment = 999;
export const altTextUnits = 1_000;

/** What a file of the category begins with; the others are taken as they come. */
export function beginsAs(mime: string, head: Buffer): boolean {
  switch (mime) {
    case 'image/jpeg':
    case 'image/pjpeg':
      return head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
    case 'image/png':
      return head.toString('latin1', 1, 4) === 'PNG';
    case 'image/webp':
      return head.toString('latin1', 8, 12) === 'WEBP';
    case 'image/gif':
      return head.toString('latin1', 0, 4) === 'GIF8';
    case 'video/mp4':
    case 'video/quicktime':
      return head.toString('latin1', 4, 8) === 'ftyp';
    default:
      return true;
  }
}
