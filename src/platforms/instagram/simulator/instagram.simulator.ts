import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Operation } from '../../../sandbox/platforms.js';
import { bodyFields } from '../../../sandbox/request-body.js';
import type {
  Desk,
  Performance,
  PlatformRequest,
  Reception,
  Simulator,
} from '../../../sandbox/simulator.js';
import { instagramAccountShape, type InstagramAccount } from './instagram-account.js';
import {
  expiredToken,
  instagramRefusal,
  invalidParameter,
  noSuchObject,
} from './instagram-answers.js';
import { fieldText, picked, unchanged, type InstagramCall } from './instagram-call.js';
import { createContainer, readStatus } from './instagram-containers.js';
import {
  deletePost,
  listMedia,
  publishingLimit,
  publishMedia,
  readPost,
} from './instagram-posts.js';
import { debugToken, tokenAddress } from './instagram-token.js';

/** developers.facebook.com/documentation/instagram-platform, with Facebook Login, v25.0 (read 2026-11-24). */
const address = /^\/v[0-9]+\.[0-9]+\/([0-9]+|me)(?:\/([a-z_]+))?$/;

export const instagramSimulator: Simulator<InstagramAccount> = {
  prefix: '/instagram',
  accountShape: instagramAccountShape,
  label: ({ igUserId, name, username }) => ({ id: igUserId, name, handle: username }),
  keys: ({ igUserId, pageAccessToken }) => [`user:${igUserId}`, `token:${pageAccessToken}`],
  receive,
  refusal: instagramRefusal,
};

function receive(request: PlatformRequest, desk: Desk<InstagramAccount>): Reception {
  const [, objectId = '', edge = ''] = address.exec(request.path) ?? [];
  const fields = { ...Object.fromEntries(request.query), ...bodyFields(request) };
  const [, token = ''] = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const [caller] = desk.accounts.having(`token:${token}`);
  const kind = kindOf(objectId, desk);
  const route = objectId === '' ? null : routeFor(`${request.method} ${kind} ${edge}`.trim());
  return {
    account: caller ? instagramSimulator.label(caller) : null,
    operation: route?.operation ?? 'read',
    text: fieldText(fields, 'caption') ?? null,
    postId: kind === 'post' ? objectId : null,
    perform: () => {
      if (tokenAddress.test(request.path)) return debugToken(desk, fields, token);
      if (!caller) return unchanged(expiredToken());
      if (!route) return unchanged(invalidParameter('Unsupported request'));
      return route.perform({ desk, caller, fields, objectId });
    },
  };
}

interface Route {
  readonly operation: Operation;
  perform(call: InstagramCall): Performance;
}

function kindOf(
  objectId: string,
  { files }: Desk<InstagramAccount>,
): 'container' | 'post' | 'user' {
  if (files.get('instagram', `container:${objectId}`) !== undefined) return 'container';
  return files.get('instagram', `post:${objectId}`) === undefined ? 'user' : 'post';
}

function routeFor(asked: string): Route | null {
  switch (asked) {
    case 'POST user media':
      return { operation: 'create', perform: createContainer };
    case 'POST user media_publish':
      return { operation: 'publish', perform: publishMedia };
    case 'GET user media':
      return { operation: 'read', perform: (call) => listMedia(call, false) };
    case 'GET user stories':
      return { operation: 'read', perform: (call) => listMedia(call, true) };
    case 'GET user content_publishing_limit':
      return { operation: 'read', perform: publishingLimit };
    case 'GET container':
      return { operation: 'read', perform: readStatus };
    case 'GET post':
      return { operation: 'read', perform: readPost };
    case 'GET user':
      return { operation: 'read', perform: readUser };
    case 'DELETE post':
    case 'DELETE user':
      return { operation: 'delete', perform: deletePost };
    default:
      return null;
  }
}

/** `me` is the Page that the token belongs to. */
function readUser(call: InstagramCall): Performance {
  const { caller, objectId, fields } = call;
  const { igUserId, username, name, followers, pageId } = caller;
  const user = { id: igUserId, username, name, followers_count: followers };
  if (objectId === igUserId) return unchanged(jsonAnswer(200, picked(user, fields)));
  if (objectId !== 'me' && objectId !== pageId) return unchanged(noSuchObject(objectId));
  const page = { id: pageId, name, instagram_business_account: user };
  return unchanged(jsonAnswer(200, picked(page, fields)));
}
