import type { Operation } from '../../../sandbox/platforms.js';
import { bodyFields } from '../../../sandbox/request-body.js';
import type {
  Desk,
  Performance,
  PlatformRequest,
  Reception,
  Simulator,
} from '../../../sandbox/simulator.js';
import { facebookAccountShape, type FacebookAccount } from './facebook-account.js';
import {
  expiredToken,
  facebookRefusal,
  invalidParameter,
  missingToken,
  pageThrottled,
  usageHeader,
} from './facebook-answers.js';
import { fieldText, tokenIn, unchanged, type GraphCall } from './facebook-call.js';
import { pageBudget } from './facebook-limits.js';
import { listPages } from './facebook-listing.js';
import { uploadPhoto } from './facebook-photos.js';
import { publishedPosts, readObject } from './facebook-read.js';
import { reels, uploadReel } from './facebook-reels.js';
import { debugToken, tokenAddress } from './facebook-token.js';
import { deleteVideo, readVideo, updateVideo } from './facebook-video-object.js';
import { storedVideo, uploadVideo } from './facebook-videos.js';
import { createPost, deletePost, updatePost } from './facebook-write.js';

/** developers.facebook.com/docs/graph-api, v25.0, and Meta's PagePost spec (read 2026-10). */
const address = /^\/v[0-9]+\.[0-9]+\/([0-9_]+|me)(?:\/([a-z_]+))?$/;
/** rupload.facebook.com, which is a host of its own. */
const uploadAddress = /^\/rupload\/video-upload\/v[0-9]+\.[0-9]+\/([0-9]+)$/;

export const facebookSimulator: Simulator<FacebookAccount> = {
  prefix: '/graph',
  accountShape: facebookAccountShape,
  label: ({ pageId, name, username }) => ({ id: pageId, name, handle: username ?? pageId }),
  keys: ({ pageId, pageAccessToken, listedBy }) => [
    `page:${pageId}`,
    `token:${pageAccessToken}`,
    ...listedBy.map((token) => `user:${token}`),
  ],
  receive,
  refusal: facebookRefusal,
};

function receive(request: PlatformRequest, desk: Desk<FacebookAccount>): Reception {
  const [, uploadId] = uploadAddress.exec(request.path) ?? [];
  const [, objectId = uploadId ?? '', edge = uploadId === undefined ? '' : 'rupload'] =
    address.exec(request.path) ?? [];
  const fields = { ...Object.fromEntries(request.query), ...bodyFields(request) };
  const token = tokenIn(request, fields);
  const [caller] = desk.accounts.having(`token:${token ?? ''}`);
  const kind = kindOf(objectId, desk);
  const asked = `${request.method} ${kind} ${edge}`.trim();
  const route = objectId === '' ? null : routeFor(asked, fields);
  return {
    account: caller ? facebookSimulator.label(caller) : null,
    operation: route?.operation ?? 'read',
    text: fieldText(fields, 'message') ?? fieldText(fields, 'description') ?? null,
    postId: kind === 'page' ? null : objectId,
    perform: () => {
      if (token === undefined) return unchanged(missingToken());
      if (tokenAddress.test(request.path)) return debugToken(desk, fields, token);
      if (edge === 'accounts' || edge === 'owned_pages') {
        const businessId = edge === 'accounts' ? null : objectId;
        return listPages({ desk, fields, token, businessId });
      }
      if (!caller) return unchanged(expiredToken());
      return withinBudget({ desk, caller, fields, objectId, request }, route);
    },
  };
}

interface Route {
  readonly operation: Operation;
  perform(call: GraphCall): Performance;
}

function kindOf(objectId: string, desk: Desk<FacebookAccount>): 'post' | 'video' | 'page' {
  if (objectId.includes('_')) return 'post';
  return storedVideo(desk, objectId) ? 'video' : 'page';
}

function routeFor(asked: string, fields: GraphCall['fields']): Route | null {
  switch (asked) {
    case 'POST page feed':
      return { operation: 'create', perform: createPost };
    case 'POST page photos':
      return { operation: 'create', perform: uploadPhoto };
    case 'POST page videos':
      return { operation: 'create', perform: uploadVideo };
    case 'POST page video_reels': {
      const isPublic = fieldText(fields, 'video_state') === 'PUBLISHED';
      return { operation: isPublic ? 'publish' : 'create', perform: reels };
    }
    case 'POST video rupload':
      return { operation: 'create', perform: uploadReel };
    case 'POST post': {
      const flips = fieldText(fields, 'is_published') === 'true';
      return { operation: flips ? 'publish' : 'edit', perform: updatePost };
    }
    case 'POST video': {
      const flips = fieldText(fields, 'published') === 'true';
      return { operation: flips ? 'publish' : 'edit', perform: updateVideo };
    }
    case 'DELETE post':
      return { operation: 'delete', perform: deletePost };
    case 'DELETE video':
      return { operation: 'delete', perform: deleteVideo };
    case 'GET page published_posts':
      return { operation: 'read', perform: publishedPosts };
    case 'GET video':
      return { operation: 'read', perform: readVideo };
    case 'GET page':
    case 'GET post':
      return { operation: 'read', perform: readObject };
    default:
      return null;
  }
}

/** Every call counts against the budget of the Page whose token it carries. */
function withinBudget(call: GraphCall, route: Route | null): Performance {
  const { desk, caller } = call;
  const budget = desk.meter.take(`facebook/${caller.pageId}`, pageBudget(caller), desk.now);
  const percent = Math.floor((100 * (budget.limit - budget.remaining)) / budget.limit);
  const waitMs = budget.isAllowed ? 0 : budget.resetAt.getTime() - desk.now.getTime();
  const headers = usageHeader(caller.pageId, percent, Math.ceil(waitMs / 60_000));
  const { answer, changes } = perform();
  return { answer: { ...answer, headers: { ...answer.headers, ...headers } }, changes };

  function perform(): Performance {
    if (!budget.isAllowed) return unchanged(pageThrottled());
    if (!route) return unchanged(invalidParameter('Unsupported request'));
    return route.perform(call);
  }
}
