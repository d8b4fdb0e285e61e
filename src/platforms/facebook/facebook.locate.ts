import { z } from 'zod';
import { watchSend } from '../../kernel/egress/index.js';
import type { Located, Search } from '../platform.js';
import type { FacebookClient } from './facebook.client.js';
import type { FacebookCredentials } from './facebook.credentials.js';
import { permalinkOf, readFailure } from './facebook.outcome.js';
import { callOf, type FacebookProgress, type HandedInVideo } from './facebook.progress.js';
import type { FacebookVideoClient } from './facebook.video-client.js';
import { videoStateIn } from './facebook.video-state.js';

type FacebookSearch = Search<FacebookCredentials, FacebookProgress>;

/** The draft says itself whether it is public. */
export async function locateDraft(
  search: FacebookSearch,
  postId: string,
  client: FacebookClient,
): Promise<Located> {
  const sent = await watchSend(() => client.readPost(callOf(search), postId), search.signal);
  const parsed = post.safeParse(sent.kind === 'answered' ? sent.value.body : undefined);
  if (!parsed.success) return { kind: 'unreadable', detail: readFailure(sent).detail };
  if (!parsed.data.is_published) {
    return {
      kind: 'absent',
      isProof: true,
      detail: 'Facebook says that the post is still a draft',
    };
  }
  const permalink = parsed.data.permalink_url ?? permalinkOf(postId);
  return { kind: 'found', remoteId: postId, permalink };
}

/**
 * A video that is not published is a proof; a reel that is not, is none: once its upload has ended, Meta may make it
 * public at any moment.
 */
export async function locateVideo(
  search: FacebookSearch,
  { form, videoId }: HandedInVideo,
  videos: FacebookVideoClient,
): Promise<Located> {
  const sent = await watchSend(() => videos.readVideo(callOf(search), videoId), search.signal);
  const state = videoStateIn(sent, form);
  switch (state.kind) {
    case 'public':
      return { kind: 'found', remoteId: videoId, permalink: permalinkOf(videoId) };
    case 'failed':
      return { kind: 'absent', isProof: true, detail: state.detail };
    case 'unread':
      return { kind: 'unreadable', detail: state.detail };
    case 'working':
    case 'ready':
      return {
        kind: 'absent',
        isProof: form === 'post',
        detail: 'Facebook says that the video is not public yet',
      };
  }
}

/** developers.facebook.com/docs/graph-api/reference/page-post, v25.0, read 2026-10. */
const post = z.object({ is_published: z.boolean(), permalink_url: z.url().optional() });
