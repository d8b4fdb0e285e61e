import type { Attachment } from '../../../sandbox/ledger-line.js';
import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import type { Post } from '../../../sandbox/world.js';
import type { FacebookAccount } from './facebook-account.js';
import { noSuchObject } from './facebook-answers.js';
import { fieldText, unchanged, type GraphCall } from './facebook-call.js';
import { listMost, listUsual } from './facebook-limits.js';

/** GET /{page-id}, GET /me or GET /{page-post-id}. */
export function readObject(call: GraphCall): Performance {
  const pageId = call.objectId === 'me' ? call.caller.pageId : call.objectId;
  const [page] = call.desk.accounts.having(`page:${pageId}`);
  if (page) return unchanged(jsonAnswer(200, picked(pageFields(page), askedFor(call, 'id,name'))));
  const post = readablePost(call);
  if (!post) return unchanged(noSuchObject(call.objectId));
  return unchanged(jsonAnswer(200, shownPost(call, post)));
}

/** GET /{page-id}/published_posts, newest first. */
export function publishedPosts(call: GraphCall): Performance {
  const { desk, fields } = call;
  const pageId = call.objectId === 'me' ? call.caller.pageId : call.objectId;
  if (desk.accounts.having(`page:${pageId}`).length === 0) return unchanged(noSuchObject(pageId));
  const since = instantIn(fields, 'since', 0);
  const until = instantIn(fields, 'until', Number.POSITIVE_INFINITY);
  const most = Math.min(listMost, Number(fieldText(fields, 'limit') ?? listUsual));
  const data = desk.world
    .postsOf('facebook', pageId)
    .filter((post) => post.state === 'published')
    .filter((post) => shownMs(post) >= since && shownMs(post) <= until)
    .sort((a, b) => shownMs(b) - shownMs(a))
    .slice(0, most)
    .map((post) => shownPost(call, post));
  return unchanged(jsonAnswer(200, { data }));
}

/** A prepared post is seen by its own Page alone. */
function readablePost({ caller, objectId, desk }: GraphCall): Post | null {
  const [pageId = ''] = objectId.split('_');
  const post = desk.world.find('facebook', pageId, objectId);
  if (!post || post.state === 'deleted') return null;
  return post.state === 'published' || caller.pageId === pageId ? post : null;
}

function shownPost(call: GraphCall, post: Post): object {
  const [page] = call.desk.accounts.having(`page:${post.account}`);
  const all = {
    id: post.postId,
    message: post.text === '' ? undefined : post.text,
    created_time: graphTime(new Date(shownMs(post))),
    updated_time: graphTime(post.editedAt ?? new Date(shownMs(post))),
    is_published: post.state === 'published',
    permalink_url: `https://www.facebook.com/${post.postId.replace('_', '/posts/')}`,
    from: { id: post.account, name: page?.name ?? post.account },
    attachments: {
      data: post.attachments.map(attachmentOf),
    },
  };
  return picked(all, ['id', ...askedFor(call, 'id,message,created_time')]);
}

function pageFields(page: FacebookAccount): Readonly<Record<string, unknown>> {
  return {
    id: page.pageId,
    name: page.name,
    username: page.username,
    verification_status: page.verificationStatus,
    followers_count: page.followers,
    fan_count: page.followers,
    is_published: true,
    link: `https://www.facebook.com/${page.pageId}`,
  };
}

/** `fields=id,from{name}`: what stands in braces is not narrowed further. */
function askedFor({ fields }: GraphCall, usual: string): readonly string[] {
  return (fieldText(fields, 'fields') ?? usual).replace(/\{[^}]*\}/g, '').split(',');
}

function picked(all: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

/** Whether a flipped post keeps the time of its preparation is not documented; here it does not. */
function shownMs({ publishedAt, createdAt }: Post): number {
  return (publishedAt ?? createdAt).getTime();
}

function instantIn(fields: GraphCall['fields'], name: string, otherwise: number): number {
  const value = fieldText(fields, name);
  if (value === undefined) return otherwise;
  return /^[0-9]+$/.test(value) ? Number(value) * 1000 : Date.parse(value);
}

function graphTime(at: Date): string {
  return at.toISOString().replace(/\.[0-9]{3}Z$/, '+0000');
}

function attachmentOf(attachment: Attachment): object {
  return attachment.kind === 'link'
    ? { type: 'share', unshimmed_url: attachment.url }
    : { type: attachment.kind };
}
