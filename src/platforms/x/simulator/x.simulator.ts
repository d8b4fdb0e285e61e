import type { Answer } from '../../../sandbox/answer.js';
import type { Operation } from '../../../sandbox/platforms.js';
import type {
  Desk,
  Performance,
  PlatformRequest,
  Reception,
  Simulator,
} from '../../../sandbox/simulator.js';
import { xAccountShape, type XAccount } from './x-account.js';
import { notFound, unauthorized, xRefusal } from './x-answers.js';
import { unchanged, type XCall } from './x-call.js';
import { callerOf } from './x-caller.js';
import { createPost, textIn } from './x-create.js';
import { deletePost } from './x-delete.js';
import type { XEndpoint } from './x-limits.js';
import { metered } from './x-metering.js';
import { authorize, token } from './x-oauth2.js';
import { lookUpPosts, me, timeline } from './x-read.js';
import {
  appendSegment,
  describeMedia,
  finalizeUpload,
  initializeUpload,
  uploadAtOnce,
  uploadStatus,
} from './x-upload.js';

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly operation: Operation;
  readonly endpoint: XEndpoint;
  perform(call: XCall): Performance;
}

/** docs.x.com API reference and OpenAPI 2.167, copies of 2026-08-22. */
const routes: readonly Route[] = [
  {
    method: 'POST',
    path: /^\/2\/tweets$/,
    operation: 'create',
    endpoint: 'createPost',
    perform: createPost,
  },
  {
    method: 'DELETE',
    path: /^\/2\/tweets\/(\d+)$/,
    operation: 'delete',
    endpoint: 'deletePost',
    perform: deletePost,
  },
  {
    method: 'GET',
    path: /^\/2\/tweets(?:\/(\d+))?$/,
    operation: 'read',
    endpoint: 'lookUpPosts',
    perform: lookUpPosts,
  },
  {
    method: 'GET',
    path: /^\/2\/users\/(\d+)\/tweets$/,
    operation: 'read',
    endpoint: 'timeline',
    perform: timeline,
  },
  {
    method: 'POST',
    path: /^\/2\/media\/upload\/initialize$/,
    operation: 'upload',
    endpoint: 'initializeUpload',
    perform: initializeUpload,
  },
  {
    method: 'POST',
    path: /^\/2\/media\/upload\/(\d+)\/append$/,
    operation: 'upload',
    endpoint: 'appendSegment',
    perform: appendSegment,
  },
  {
    method: 'POST',
    path: /^\/2\/media\/upload\/(\d+)\/finalize$/,
    operation: 'upload',
    endpoint: 'finalizeUpload',
    perform: finalizeUpload,
  },
  {
    method: 'POST',
    path: /^\/2\/media\/upload$/,
    operation: 'upload',
    endpoint: 'upload',
    perform: uploadAtOnce,
  },
  {
    method: 'GET',
    path: /^\/2\/media\/upload$/,
    operation: 'read',
    endpoint: 'uploadStatus',
    perform: uploadStatus,
  },
  {
    method: 'POST',
    path: /^\/2\/media\/metadata$/,
    operation: 'upload',
    endpoint: 'describeMedia',
    perform: describeMedia,
  },
  { method: 'GET', path: /^\/2\/users\/me$/, operation: 'read', endpoint: 'me', perform: me },
];

export const xSimulator: Simulator<XAccount> = {
  prefix: '/x',
  accountShape: xAccountShape,
  label: ({ id, username, name }) => ({ id, name: name ?? `@${username}`, handle: username }),
  keys: ({ id, accessToken, bearerToken, refreshToken }) => [
    `id:${id}`,
    `token:${accessToken}`,
    ...(bearerToken === undefined ? [] : [`bearer:${bearerToken}`]),
    ...(refreshToken === undefined ? [] : [`refresh:${refreshToken}`]),
  ],
  receive,
  refusal: xRefusal,
};

/** What needs no account that speaks for itself yet. */
const openDoors = [
  { method: 'GET', path: '/i/oauth2/authorize', operation: 'read', answer: authorize },
  { method: 'POST', path: '/2/oauth2/token', operation: 'token', answer: token },
] as const;

function receive(request: PlatformRequest, desk: Desk<XAccount>): Reception {
  const door = openDoors.find(
    ({ method, path }) => method === request.method && path === request.path,
  );
  if (door) {
    const { operation, answer } = door;
    const perform = () => unchanged(answer(request, desk));
    return { account: null, operation, text: null, postId: null, perform };
  }
  const route = routes.find(
    ({ method, path }) => method === request.method && path.test(request.path),
  );
  const caller = callerOf(request, desk);
  const [, id = ''] = route?.path.exec(request.path) ?? [];
  return {
    account: caller ? xSimulator.label(caller) : null,
    operation: route?.operation ?? 'read',
    text: route?.operation === 'create' ? textIn({ request }) : null,
    postId: route?.operation === 'delete' ? id : null,
    perform: () => {
      if (!caller) return unchanged(unauthorized());
      if (!route) return unchanged(notFound(request.path));
      return withLimits(route, { request, desk, caller, id });
    },
  };
}

function withLimits(route: Route, call: XCall): Performance {
  const { refusal, headers } = metered(call, route.endpoint);
  const { answer, changes } = refusal ? unchanged(refusal) : route.perform(call);
  return { answer: withHeaders(answer, headers), changes };
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
