import type { Rehearsal, Rehearsed } from '../platform.js';
import type { XCredentials } from './x.credentials.js';
import type { XProgress } from './x.progress.js';
import type { XUploads } from './x.uploads.js';

const HOUR_MS = 3_600_000;

/**
 * Uploads a picture that no post ever carries: X refuses it where the application may only read, and throws it away at the
 * instant that its answer names. Whether a post would be taken no request tells but a post.
 */
export async function rehearseUpload(
  { picture, ...target }: Rehearsal<XCredentials>,
  { uploads, now }: { uploads: XUploads; now: Date },
): Promise<Rehearsed> {
  let expiresAt: string | undefined;
  const uploaded = await uploads.prepare({
    ...target,
    media: [{ ...picture, altText: '' }],
    text: '',
    replyTo: null,
    options: {},
    progress: undefined,
    remember: (progress: XProgress) => {
      expiresAt = progress.uploads[0]?.expiresAt ?? expiresAt;
      return Promise.resolve();
    },
    commit: () => Promise.reject(new Error('A rehearsal makes nothing public')),
  });
  if (uploaded.kind === 'ready') {
    const leftMs = expiresAt === undefined ? 0 : Date.parse(expiresAt) - now.getTime();
    const leaves = { what: 'picture', forHours: Math.ceil(leftMs / HOUR_MS) } as const;
    return { kind: 'passed', proved: ['uploaded'], leaves };
  }
  const { outcome } = uploaded;
  if (outcome.kind === 'refused') return outcome;
  const detail = outcome.kind === 'published' ? 'X answered for a post' : outcome.detail;
  return { kind: 'unavailable', detail };
}
