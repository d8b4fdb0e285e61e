import { z } from 'zod';
import type { MediaFile } from '../platform.js';
import { UPLOAD_MARGIN_MS } from './x.limits.js';

/** One file of a post on its way to X. It belongs to the account that uploaded it, and nobody sees it. */
const upload = z.object({
  /** Of the file: another one in its place is uploaded anew. */
  sha256: z.string(),
  mediaId: z.string().regex(/^\d{1,19}$/),
  /** How the timeline names it, where X has said so. */
  mediaKey: z.string().nullable(),
  /** When X forgets it. */
  expiresAt: z.iso.datetime(),
  /**
   * `sending`: `segments` of it have arrived. `processing`: X works on it since `finalizedAt`. `processed`: it lacks only
   * its text for people who do not see it.
   */
  stage: z.enum(['sending', 'processing', 'processed', 'ready']),
  segments: z.number().int().min(0),
  finalizedAt: z.iso.datetime().nullable(),
});
export type Upload = z.infer<typeof upload>;

const progress = z.object({ uploads: z.array(upload.nullable()) });
/** The uploads of a delivery, in the order of its files; null where one has to be made. */
export type XProgress = z.infer<typeof progress>;

/** What was remembered, as far as it can still be used for these files. */
export function usableUploads(
  remembered: unknown,
  files: readonly Pick<MediaFile, 'sha256'>[],
  now: Date,
): (Upload | null)[] {
  const known = uploadsIn(remembered);
  const leastEnd = now.getTime() + UPLOAD_MARGIN_MS;
  return files.map(({ sha256 }, index) => {
    const one = known[index];
    return one?.sha256 === sha256 && Date.parse(one.expiresAt) > leastEnd ? one : null;
  });
}

export function uploadsIn(remembered: unknown): readonly (Upload | null)[] {
  return progress.safeParse(remembered).data?.uploads ?? [];
}
