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
import { publishedPosts, readObject } from './facebook-read.js';
import { createPost, deletePost, updatePost } from './facebook-write.js';

/** developers.facebook.com/docs/graph-api, v25.0, and Meta's PagePost spec (read 2026-10). */
const address = /^\/v[0-9]+\.[0-9]+\/([0-9_]+|me)(?:\/([a-z_]+))?$/;

export const facebookSimulator: Simulator<FacebookAccount> = {
  prefix: '/graph',
  accountShape: facebookAccountShape,
  label: ({ pageId, name, username }) => ({ id: pageId, name, handle: username ?? pageId }),
  keys: ({ pageId, pageAccessToken }) => [`page:${pageId}`, `token:${pageAccessToken}`],
  receive,
  refusal: facebookRefusal,
};

function receive(request: PlatformRequest, desk: Desk<FacebookAccount>): Reception {
  const [, objectId = '', edge = ''] = address.exec(request.path) ?? [];
  const fields = { ...Object.fromEntries(request.query), ...bodyFields(request) };
  const token = tokenIn(request, fields);
  const [caller] = desk.accounts.having(`token:${token ?? ''}`);
  const route = routeFor({ method: request.method, objectId, edge }, fields);
  return {
    account: caller ? facebookSimulator.label(caller) : null,
    operation: route?.operation ?? 'read',
    text: fieldText(fields, 'message') ?? null,
    postId: objectId.includes('_') ? objectId : null,
    perform: () => {
      if (token === undefined) return unchanged(missingToken());
      if (!caller) return unchanged(expiredToken());
      return withinBudget({ desk, caller, fields, objectId }, route);
    },
  };
}

interface Route {
  readonly operation: Operation;
  perform(call: GraphCall): Performance;
}

function routeFor(
  { method, objectId, edge }: { method: string; objectId: string; edge: string },
  fields: GraphCall['fields'],
): Route | null {
  const isPost = objectId.includes('_');
  const asked = `${method} ${isPost ? 'post' : 'page'} ${edge}`.trim();
  const flips = fieldText(fields, 'is_published') === 'true';
  switch (asked) {
    case 'POST page feed':
      return { operation: 'create', perform: createPost };
    case 'POST post':
      return { operation: flips ? 'publish' : 'edit', perform: updatePost };
    case 'DELETE post':
      return { operation: 'delete', perform: deletePost };
    case 'GET page published_posts':
      return { operation: 'read', perform: publishedPosts };
    case 'GET page':
    case 'GET post':
      return objectId === '' ? null : { operation: 'read', perform: readObject };
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
