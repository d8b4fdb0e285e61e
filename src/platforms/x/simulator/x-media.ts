import { randomInt } from 'node:crypto';
import type { UploadedFile } from '../../../sandbox/files.js';
import type { Attachment } from '../../../sandbox/ledger-line.js';
import type { XCall } from './x-call.js';
import { postIdAt } from './x-post-id.js';

/** OpenAPI 2.167, InitializeMediaUploadRequest; what is for direct messages and for subtitles is not played. */
export const mediaCategories = ['tweet_image', 'tweet_gif', 'tweet_video'] as const;
export type MediaCategory = (typeof mediaCategories)[number];

/** One upload as the sandbox keeps it, from its first request until it expires. */
export interface XMedia {
  readonly id: string;
  /** Only this account may use it. */
  readonly owner: string;
  readonly category: MediaCategory;
  readonly mime: string;
  readonly totalBytes: number;
  readonly expiresAtMs: number;
  readonly segments: ReadonlyMap<number, Buffer>;
  /** Null until it is finalized. */
  readonly file: UploadedFile | null;
  readonly work: Work;
  readonly altText: string;
}

/** What X says of a file that it works on; `none` for a picture, which is ready at once. */
export type Work = 'none' | 'pending' | 'in_progress' | 'succeeded' | 'failed';

/** docs.x.com, media keys in samples: 3 for pictures, 16 for GIFs, 7 for videos. */
const keyPrefix = { tweet_image: 3, tweet_gif: 16, tweet_video: 7 } as const;
const shownAs = { tweet_image: 'photo', tweet_gif: 'animation', tweet_video: 'video' } as const;

export function mediaKeyOf({ category, id }: Pick<XMedia, 'category' | 'id'>): string {
  return `${keyPrefix[category]}_${id}`;
}

export function keep({ desk }: Pick<XCall, 'desk'>, media: XMedia): void {
  desk.files.put('x', `media/${media.id}`, media);
}

/** Undefined also for what has expired and for what another account has uploaded. */
export function mediaOf({ desk, caller }: XCall, id: string): XMedia | undefined {
  const media = desk.files.get('x', `media/${id}`) as XMedia | undefined;
  const isUsable = media?.owner === caller.id && media.expiresAtMs > desk.now.getTime();
  return isUsable ? media : undefined;
}

export function newMediaId({ desk }: Pick<XCall, 'desk'>): string {
  for (;;) {
    const id = postIdAt(desk.now, randomInt(2 ** 22));
    if (desk.files.get('x', `media/${id}`) === undefined) return id;
  }
}

export function isReady({ file, work }: XMedia): boolean {
  return file !== null && (work === 'none' || work === 'succeeded');
}

/** How the ledger tells of it; null while nothing of it has arrived. */
export function attachmentOf(media: XMedia): Attachment | null {
  const { file, category, altText } = media;
  if (!file) return null;
  const { sha256, bytes, mime } = file;
  return { kind: shownAs[category], sha256, bytes, mime, altText, remoteId: mediaKeyOf(media) };
}
