import { z } from 'zod';
import { watchSend } from '../../kernel/egress/index.js';
import type { Target } from '../platform.js';
import type { InstagramClient } from './instagram.client.js';
import type { InstagramCredentials } from './instagram.credentials.js';
import type { InstagramForm } from './instagram.options.js';
import { readFailure } from './instagram.outcome.js';
import { callOf } from './instagram.progress.js';

/** Instants of Meta's are whole seconds, by Meta's own clock. */
const CLOCK_SLACK_MS = 60_000;

export interface Sought {
  form: InstagramForm;
  text: string;
  /** What is older is not ours. */
  notBefore: Date;
}

export type FoundPost =
  | { kind: 'found'; remoteId: string; permalink: string | null }
  | { kind: 'unreadable'; detail: string };

/**
 * The post that a published container became, which the container does not tell: the only one of the account that says the
 * same since then. Two that do are a person's question.
 */
export async function findPost(
  target: Target<InstagramCredentials>,
  { form, text, notBefore }: Sought,
  client: InstagramClient,
): Promise<FoundPost> {
  const edge = form === 'story' ? 'stories' : 'media';
  const sent = await watchSend(
    () => client.listMedia(callOf(target), target.remoteId, edge),
    target.signal,
  );
  const parsed = listing.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
  if (!parsed.success) return { kind: 'unreadable', detail: readFailure(sent).detail };
  const caption = form === 'story' ? '' : text.trim();
  const fromMs = notBefore.getTime() - CLOCK_SLACK_MS;
  const [post, ...others] = parsed.data.data.filter(
    (one) => one.caption.trim() === caption && Date.parse(one.timestamp) >= fromMs,
  );
  if (!post) {
    const detail = 'Instagram says that the post is public, and does not show it (yet)';
    return { kind: 'unreadable', detail };
  }
  if (others.length > 0) {
    const detail =
      'Instagram shows several posts with this text; a person has to tell which is ours';
    return { kind: 'unreadable', detail };
  }
  return { kind: 'found', remoteId: post.id, permalink: post.permalink ?? null };
}

/** .../reference/ig-media, v25.0, read 2026-11-24. A post without a caption has no such field. */
const listing = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      caption: z.string().default(''),
      timestamp: z.string(),
      permalink: z.url().optional(),
    }),
  ),
});
