import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import type { Post } from '../../../sandbox/world.js';
import {
  containerGone,
  dailyLimit,
  noPermission,
  noSuchObject,
  notReady,
} from './instagram-answers.js';
import { fieldText, graphTime, picked, unchanged, type InstagramCall } from './instagram-call.js';
import { attachmentsOf, containerOf, statusOf, type Container } from './instagram-containers.js';
import { dayMs } from './instagram-limits.js';

/** POST /{ig-user-id}/media_publish: .../reference/ig-user/media_publish, read 2026-11-24. */
export function publishMedia(call: InstagramCall): Performance {
  const { caller, objectId, fields, desk } = call;
  if (objectId !== caller.igUserId) return unchanged(noPermission());
  const container = containerOf(call, fieldText(fields, 'creation_id') ?? '');
  if (!container || container.isChild) return unchanged(containerGone());
  const { code } = statusOf(call, container);
  if (code === 'IN_PROGRESS') return unchanged(notReady());
  // Not documented: here a container becomes one post at most.
  if (code !== 'FINISHED') return unchanged(containerGone());
  if (desk.settings.limitsEnforced && quotaUsage(call) >= caller.dailyPosts) {
    return unchanged(dailyLimit());
  }
  const id = desk.files.newId(desk.now);
  container.publishedAs = id;
  desk.files.put('instagram', `post:${id}`, container);
  const attachments = attachmentsOf(container);
  return {
    answer: jsonAnswer(200, { id }),
    changes: [{ event: 'published', postId: id, text: container.caption, attachments }],
  };
}

/** GET /{ig-user-id}/content_publishing_limit?fields=config,quota_usage, read 2026-11-24. */
export function publishingLimit(call: InstagramCall): Performance {
  if (call.objectId !== call.caller.igUserId) return unchanged(noPermission());
  const config = { quota_total: call.caller.dailyPosts, quota_duration: dayMs / 1000 };
  return unchanged(jsonAnswer(200, { data: [{ config, quota_usage: quotaUsage(call) }] }));
}

/** Those that were deleted count as well. */
function quotaUsage({ desk, caller }: InstagramCall): number {
  return desk.world
    .postsOf('instagram', caller.igUserId)
    .filter(({ publishedAt }) => publishedAt !== null)
    .filter(({ publishedAt }) => desk.now.getTime() - (publishedAt?.getTime() ?? 0) < dayMs).length;
}

/** GET /{ig-user-id}/media or /stories, newest first; stories stand in the second alone. */
export function listMedia(call: InstagramCall, isStories: boolean): Performance {
  if (call.objectId !== call.caller.igUserId) return unchanged(noPermission());
  const data = call.desk.world
    .postsOf('instagram', call.caller.igUserId)
    .filter((post) => post.state === 'published' && isStory(call, post) === isStories)
    .reverse()
    .slice(0, Number(fieldText(call.fields, 'limit') ?? 25))
    .map((post) => shownPost(call, post));
  return unchanged(jsonAnswer(200, { data }));
}

export function readPost(call: InstagramCall): Performance {
  const post = ownPost(call);
  return unchanged(post ? jsonAnswer(200, shownPost(call, post)) : noSuchObject(call.objectId));
}

/** DELETE /{ig-media-id}: IGMedia of Meta's specs, and the changelog of 2025-12-03. */
export function deletePost(call: InstagramCall): Performance {
  const post = ownPost(call);
  if (!post) return unchanged(noSuchObject(call.objectId));
  if (!call.caller.mayDelete) return unchanged(noPermission());
  const { postId, text, attachments } = post;
  return {
    answer: jsonAnswer(200, { success: true, deleted_id: postId }),
    changes: [{ event: 'deleted', postId, text, attachments }],
  };
}

function ownPost({ caller, objectId, desk }: InstagramCall): Post | null {
  const post = desk.world.find('instagram', caller.igUserId, objectId);
  return post?.state === 'published' ? post : null;
}

function shownPost(call: InstagramCall, post: Post): object {
  const { postId, text, publishedAt, createdAt } = post;
  const container = containerBehind(call, post);
  const all = {
    id: postId,
    caption: text === '' ? undefined : text,
    timestamp: graphTime(publishedAt ?? createdAt),
    permalink: `https://www.instagram.com/p/${Number(postId.slice(-12)).toString(36)}/`,
    media_product_type: productOf(container),
    username: call.caller.username,
  };
  return picked(all, call.fields);
}

function isStory(call: InstagramCall, post: Post): boolean {
  return containerBehind(call, post)?.kind === 'STORIES';
}

function containerBehind({ desk }: InstagramCall, { postId }: Post): Container | undefined {
  return desk.files.get('instagram', `post:${postId}`) as Container | undefined;
}

function productOf(container: Container | undefined): string {
  if (container?.kind === 'STORIES') return 'STORY';
  return container?.kind === 'REELS' ? 'REELS' : 'FEED';
}
