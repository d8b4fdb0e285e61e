import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Performance } from '../../../sandbox/simulator.js';
import type { Post, WorldView } from '../../../sandbox/world.js';
import { invalid, notFoundEntry } from './x-answers.js';
import { unchanged, type XCall } from './x-call.js';
import { lookUpMost, postUnits, timelineDepth, timelinePage } from './x-limits.js';
import { isAfter } from './x-post-id.js';
import { filesIn, shownText, weightedUnits } from './x-text.js';

/** GET /2/users/:id/tweets, newest first. */
export function timeline(call: XCall): Performance {
  const { query } = call.request;
  const most = Number(query.get('max_results') ?? timelinePage.usual);
  if (!(most >= timelinePage.least && most <= timelinePage.most)) {
    const range = `between ${timelinePage.least} and ${timelinePage.most}`;
    return unchanged(invalid('max_results', String(most), `max_results: must be ${range}`));
  }
  const posts = postsInTimeline(call);
  const page = posts.slice(0, most);
  const data = page.map((post) => shownPost(post, call));
  const [newest, oldest] = [page[0]?.postId, page.at(-1)?.postId];
  const next = posts.length > most ? { next_token: oldest } : {};
  const meta = { result_count: page.length, newest_id: newest, oldest_id: oldest, ...next };
  return unchanged(jsonAnswer(200, { ...(page.length > 0 ? { data } : {}), meta }));
}

/** GET /2/tweets?ids= and GET /2/tweets/:id see a new post at once, unlike the timeline. */
export function lookUpPosts(call: XCall): Performance {
  const { query } = call.request;
  const ids = (call.id || (query.get('ids') ?? '')).split(',').filter((id) => id !== '');
  if (ids.length === 0 || ids.length > lookUpMost || ids.some((id) => !/^[0-9]{1,19}$/.test(id))) {
    return unchanged(invalid('ids', ids.join(','), `ids: 1 to ${lookUpMost} numeric ids`));
  }
  const found = ids.map((id) => ({ id, post: publicPost(call, id) }));
  const data = found.flatMap(({ post }) => (post ? [shownPost(post, call)] : []));
  const errors = found.flatMap(({ id, post }) => (post ? [] : [notFoundEntry(id)]));
  return unchanged(
    jsonAnswer(200, {
      ...(data.length > 0 ? { data: call.id ? data[0] : data } : {}),
      ...(errors.length > 0 ? { errors } : {}),
    }),
  );
}

export function me({ caller, desk, request }: XCall): Performance {
  const newest = desk.world.postsOf('x', caller.id).findLast((post) => post.state === 'published');
  const optional: Record<string, unknown> = {
    verified: caller.verifiedType !== 'none',
    verified_type: caller.verifiedType,
    subscription_type: caller.subscriptionType,
    protected: false,
    public_metrics: { followers_count: caller.followers, following_count: 0, tweet_count: 0 },
    most_recent_tweet_id: newest?.postId,
    most_recent_post_id: newest?.postId,
  };
  const asked = (request.query.get('user.fields') ?? '').split(',');
  const extra = Object.entries(optional).filter(([name]) => asked.includes(name));
  const { id, username, name = username } = caller;
  return unchanged(jsonAnswer(200, { data: { id, name, username, ...Object.fromEntries(extra) } }));
}

function publicPost(call: XCall, postId: string): Post | null {
  const { world } = call.desk;
  const author = world.authorOf('x', postId);
  const post = author === undefined ? undefined : world.find('x', author, postId);
  return post?.state === 'published' ? post : null;
}

function postsInTimeline({ desk, id, request: { query } }: XCall): readonly Post[] {
  const visibleUntil = desk.now.getTime() - desk.settings.xTimelineLagMs;
  const leavesOutReplies = (query.get('exclude') ?? '').split(',').includes('replies');
  const sinceId = query.get('since_id') ?? '0';
  const untilId = query.get('pagination_token') ?? query.get('until_id');
  const from = Date.parse(query.get('start_time') ?? '1970-01-01T00:00:00Z');
  const to = Date.parse(query.get('end_time') ?? '9999-12-31T00:00:00Z');
  return desk.world
    .postsOf('x', id)
    .filter((post) => post.state === 'published')
    .filter(({ replyTo }) => replyTo === null || !leavesOutReplies)
    .filter(({ createdAt }) => createdAt.getTime() <= visibleUntil)
    .filter(({ createdAt }) => createdAt.getTime() >= from && createdAt.getTime() < to)
    .filter(({ postId }) => isAfter(postId, sinceId) && (!untilId || isAfter(untilId, postId)))
    .sort((a, b) => (isAfter(a.postId, b.postId) ? -1 : 1))
    .slice(0, timelineDepth);
}

/** The post that began the thread; it stays its root when it is deleted. */
function rootOf({ account, postId, replyTo }: Post, world: WorldView): string {
  const answered = replyTo === null ? undefined : world.find('x', account, replyTo);
  return answered ? rootOf(answered, world) : (replyTo ?? postId);
}

function fieldsIn(query: URLSearchParams): readonly string[] {
  return (query.get('tweet.fields') ?? '').split(',');
}

/** `text` of a long post is cut; the whole stands in note_tweet (note_post since 2.167). */
function shownPost(post: Post, { request, desk }: XCall): object {
  const files = filesIn(post.attachments);
  const author = desk.accounts.labelOf(post.account)?.handle ?? 'i';
  const { text, urls } = shownText(post.text, { postId: post.postId, files, author });
  const isLong = weightedUnits(post.text) > postUnits;
  const shown = isLong
    ? `${Array.from(text)
        .slice(0, postUnits - 4)
        .join('')}...`
    : text;
  const note = isLong ? { text, entities: { urls } } : undefined;
  const optional: Record<string, unknown> = {
    created_at: post.createdAt.toISOString(),
    author_id: post.account,
    conversation_id: rootOf(post, desk.world),
    entities: urls.length > 0 ? { urls } : undefined,
    attachments:
      files.length > 0
        ? { media_keys: files.flatMap(({ remoteId }) => remoteId ?? []) }
        : undefined,
    note_tweet: note,
    note_post: note,
  };
  const fields = fieldsIn(request.query);
  const extra = Object.entries(optional).filter(([name]) => fields.includes(name));
  return {
    id: post.postId,
    text: shown,
    edit_history_tweet_ids: [post.postId],
    ...Object.fromEntries(extra),
  };
}
