import { randomUUID } from 'node:crypto';
import type { RouteEntry } from './route-entry.js';
import type { Subject } from './subjects.js';

const TUS = { 'tus-resumable': '1.0.0' };
const REASON = { reason: 'A reason' };
const NO_PLATFORM = 'no platform answers here';
const AT = { kind: 'at', wallTime: '2099-01-01T10:00', zone: 'Asia/Kolkata' } as const;
const CSV = {
  content:
    'district,platform,handle,remoteId,botToken\nLKO,telegram,@lucknow,-1000000000,4242424242:canary',
  isTrial: true,
};

function draft({ placeId }: Subject, media: { mediaId: number }[] = []) {
  return {
    language: 'hi',
    texts: { common: 'नमस्ते' },
    targets: { districtIds: [placeId], platforms: ['telegram'] },
    schedule: AT,
    media,
  };
}

const post = (at: Subject, media: { mediaId: number }[] = []) => ({
  ...draft(at, media),
  operationId: randomUUID(),
  title: 'A message',
});

const POSTS: Record<string, RouteEntry> = {
  'GET /api/campaigns': { asks: 'posts.read', call: () => ({}) },
  'GET /api/posts': { asks: 'posts.read', call: () => ({}) },
  'POST /api/posts/preview': {
    asks: 'posts.write',
    // Tells of no account where there is none for the caller.
    outside: 200,
    about: { place: (at) => ({ body: draft(at) }) },
  },
  'POST /api/posts': {
    asks: 'posts.write',
    outside: 422,
    aboveMeansOwn: true,
    about: { place: (at) => ({ body: post(at) }) },
  },
  'POST /api/posts with a picture': {
    asks: 'posts.write',
    outside: 422,
    neverSucceedsHere: 'no picture is made to fit here',
    about: {
      medium: ({ mediaId }, own) => ({ path: '/api/posts', body: post(own, [{ mediaId }]) }),
    },
  },
  'GET /api/posts/:id': {
    asks: 'posts.read',
    about: {
      post: ({ posts }) => ({ path: `/api/posts/${posts.read}` }),
      awaiting: ({ posts }) => ({ path: `/api/posts/${posts.awaiting}` }),
    },
  },
  'GET /api/posts/:id/board': {
    asks: 'posts.read',
    about: { post: ({ posts }) => ({ path: `/api/posts/${posts.read}/board` }) },
  },
  'GET /api/posts/:id/progress': {
    asks: 'posts.read',
    about: { post: ({ posts }) => ({ path: `/api/posts/${posts.read}/progress` }) },
  },
  'POST /api/posts/:id/cancel': {
    asks: 'posts.cancel',
    about: { post: ({ posts }) => ({ path: `/api/posts/${posts.cancel}/cancel` }) },
  },
  'POST /api/posts/:id/correct': {
    asks: 'posts.correct',
    about: {
      post: ({ posts }) => ({
        path: `/api/posts/${posts.correct}/correct`,
        body: { texts: { common: 'नया' }, ...REASON },
      }),
    },
  },
  'POST /api/posts/:id/recall': {
    asks: 'posts.recall',
    about: { post: ({ posts }) => ({ path: `/api/posts/${posts.recall}/recall`, body: REASON }) },
  },
  'POST /api/posts/:id/retry-failed': {
    asks: 'deliveries.retry',
    about: { post: ({ posts }) => ({ path: `/api/posts/${posts.retry}/retry-failed`, body: {} }) },
  },
  'GET /api/approvals': { asks: 'posts.approve', call: () => ({}) },
  'POST /api/posts/:id/approval': {
    asks: 'posts.approve',
    about: {
      post: ({ posts, awaitingHash }) => ({
        path: `/api/posts/${posts.awaiting}/approval`,
        body: { decision: 'approve', hash: awaitingHash },
      }),
    },
  },
  'GET /api/posts/:id/draft': {
    asks: 'posts.write',
    authorOnly: 404,
    about: { post: ({ posts }) => ({ path: `/api/posts/${posts.returned}/draft` }) },
  },
  'PUT /api/posts/:id': {
    asks: 'posts.write',
    authorOnly: 403,
    about: {
      post: (at) => ({ path: `/api/posts/${at.posts.returned}`, body: post(at) }),
    },
  },
  'GET /api/relay': { asks: 'posts.relay', call: () => ({}) },
};

const DELIVERIES: Record<string, RouteEntry> = {
  'GET /api/decisions': { asks: 'posts.read', call: () => ({}) },
  'POST /api/deliveries/:id/retry': {
    asks: 'deliveries.retry',
    about: {
      delivery: ({ failedDeliveryId }) => ({ path: `/api/deliveries/${failedDeliveryId}/retry` }),
    },
  },
  'POST /api/deliveries/:id/decision': {
    asks: 'deliveries.decide',
    about: {
      delivery: ({ lostDeliveryId }) => ({
        path: `/api/deliveries/${lostDeliveryId}/decision`,
        body: { verdict: 'leave', ...REASON },
      }),
    },
  },
  'GET /api/stops': { asks: 'stops.read', call: () => ({}) },
  'POST /api/stops': {
    asks: 'stops.set',
    about: {
      place: ({ placeId }) => ({ body: { scope: 'district', districtId: placeId, ...REASON } }),
      account: ({ accountId }) => ({ body: { scope: 'account', accountId, ...REASON } }),
    },
  },
  'POST /api/stops/:id/lift': {
    asks: 'stops.set',
    outside: 403,
    about: { stop: ({ stopId }) => ({ path: `/api/stops/${stopId}/lift`, body: {} }) },
  },
};

const ACCOUNTS: Record<string, RouteEntry> = {
  'GET /api/accounts': {
    asks: 'accounts.read',
    outside: 200,
    about: { place: ({ placeId }) => ({ path: `/api/accounts?districtId=${placeId}` }) },
  },
  'POST /api/accounts/import': {
    asks: 'accounts.import',
    topOnly: true,
    call: () => ({ body: CSV }),
  },
  'POST /api/accounts/check': {
    asks: 'accounts.check',
    outside: 202,
    aboveMeansOwn: true,
    about: { place: ({ placeId }) => ({ body: { placeId } }) },
  },
  'POST /api/accounts/:id/check': {
    asks: 'accounts.check',
    neverSucceedsHere: NO_PLATFORM,
    about: { account: ({ accountId }) => ({ path: `/api/accounts/${accountId}/check` }) },
  },
  'GET /api/accounts/:id/changes': {
    asks: 'accounts.read',
    about: { account: ({ accountId }) => ({ path: `/api/accounts/${accountId}/changes` }) },
  },
  'GET /api/accounts/coverage': {
    asks: 'accounts.read',
    about: { place: ({ placeId }) => ({ path: `/api/accounts/coverage?placeId=${placeId}` }) },
  },
  'GET /api/accounts/attention': {
    asks: 'accounts.read',
    about: {
      place: ({ placeId }) => ({
        path: `/api/accounts/attention?placeId=${placeId}&platform=telegram`,
      }),
    },
  },
  'GET /api/accounts/registry.csv': { asks: 'accounts.read', call: () => ({}) },
  'GET /api/accounts/template.csv': { asks: 'accounts.import', call: () => ({}) },
  'POST /api/accounts/pages': {
    asks: 'accounts.import',
    topOnly: true,
    neverSucceedsHere: NO_PLATFORM,
    call: () => ({ body: { platform: 'facebook', token: 'abc' } }),
  },
  'POST /api/accounts/pages/import': {
    asks: 'accounts.import',
    topOnly: true,
    neverSucceedsHere: NO_PLATFORM,
    call: () => ({
      body: {
        platform: 'facebook',
        token: 'abc',
        rows: [{ platform: 'facebook', remoteId: '1', districtId: 1 }],
      },
    }),
  },
  'GET /api/accounts/found': { asks: 'accounts.import', topOnly: true, call: () => ({}) },
  'POST /api/accounts/found/:id/match': {
    asks: 'accounts.import',
    topOnly: true,
    isAbsent: true,
    neverSucceedsHere: 'nobody reads a platform here',
    call: () => ({ path: '/api/accounts/found/1/match', body: { districtId: 1 } }),
  },
  'POST /api/accounts/found/:id/ignore': {
    asks: 'accounts.import',
    topOnly: true,
    call: () => ({ path: '/api/accounts/found/2/ignore' }),
  },
  'POST /api/accounts/connect': {
    asks: 'accounts.import',
    neverSucceedsHere: NO_PLATFORM,
    about: {
      place: ({ placeId }) => ({ body: { platform: 'x', districtId: placeId } }),
      account: ({ placeId, accountId }) => ({
        body: { platform: 'x', districtId: placeId, accountId },
      }),
    },
  },
  'GET /api/accounts/connect/callback': {
    asks: 'accounts.import',
    refusedAs: 303,
    neverSucceedsHere: NO_PLATFORM,
    call: () => ({ path: '/api/accounts/connect/callback?state=abc&code=abc' }),
  },
};

const MEDIA: Record<string, RouteEntry> = {
  'GET /api/media': { asks: 'media.read', call: () => ({}) },
  'GET /api/media/abilities': { asks: 'media.read', call: () => ({}) },
  'GET /api/media/:id': {
    asks: 'media.read',
    about: { medium: ({ mediaId }) => ({ path: `/api/media/${mediaId}` }) },
  },
  'GET /api/media/:id/preview': {
    asks: 'media.read',
    about: { medium: ({ mediaId }) => ({ path: `/api/media/${mediaId}/preview` }) },
  },
  'OPTIONS /api/media/uploads': { asks: 'media.upload', call: () => ({ headers: TUS }) },
  'POST /api/media/uploads': {
    asks: 'media.upload',
    call: () => ({
      headers: { ...TUS, 'upload-length': '10', 'upload-metadata': 'filename YQ==' },
    }),
  },
};

function upload(asked: { after?: string; headers?: Record<string, string> } = {}): RouteEntry {
  const { after = '', headers = TUS } = asked;
  const of = async (address: Promise<string>) => ({ path: `${await address}${after}`, headers });
  return {
    asks: 'media.upload',
    call: (actor, world) => of(world.anUpload(actor)),
    foreign: (world) => of(world.foreignUpload()),
  };
}

const UPLOADS: Record<string, RouteEntry> = {
  'GET /api/media/uploads/:id/result': {
    ...upload({ after: '/result' }),
    neverSucceedsHere: 'no file has arrived whole',
  },
  'HEAD /api/media/uploads/:id': upload(),
  'PATCH /api/media/uploads/:id': upload({
    headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
  }),
  'DELETE /api/media/uploads/:id': upload(),
};

/** What everybody of the house may ask, and what is the owner's. */
const HOUSE: Record<string, RouteEntry> = {
  'GET /api/districts': { asks: 'districts.read', call: () => ({}) },
  'POST /api/districts/import': {
    asks: 'districts.import',
    topOnly: true,
    call: () => ({
      body: { format: 'csv', content: 'code,parentCode,kind,nameEn,nameHi\nUP,,state,A,अ\n' },
    }),
  },
  'GET /api/platforms': { asks: 'signed_in', call: () => ({}) },
  'GET /api/session': { asks: 'signed_in', call: () => ({}) },
  'POST /api/session': {
    asks: 'public',
    answers: 401,
    call: () => ({ body: { login: randomUUID(), password: 'x' } }),
  },
  'DELETE /api/session': {
    asks: 'signed_in',
    call: ({ spareCookie }) => ({ headers: { cookie: spareCookie } }),
  },
  'GET /api/settings': { asks: 'settings.change', call: () => ({}) },
  'PUT /api/settings': {
    asks: 'settings.change',
    call: () => ({ body: { approvalAboveAccounts: null } }),
  },
  'GET /api/volunteers': { asks: 'people.trust', call: () => ({}) },
  'PUT /api/volunteers/:id/trust': {
    asks: 'people.trust',
    about: {
      person: ({ volunteerId }) => ({
        path: `/api/volunteers/${volunteerId}/trust`,
        body: { isTrusted: false },
      }),
    },
  },
  'GET /api/health': { asks: 'public', answers: 200, call: () => ({}) },
  'GET /api/health/findings': { asks: 'health.read', call: () => ({}) },
  'GET /api/docs-yaml': { asks: 'public', answers: 200, call: () => ({}) },
  'GET /api/openapi.json': { asks: 'public', answers: 200, call: () => ({}) },
  'GET /media/:sha256.:extension': {
    asks: 'public',
    answers: 404,
    call: () => ({ path: `/media/${'0'.repeat(64)}.webp` }),
  },
};

/** Every route of the product. One that is missing here fails the matrix, and so does one that is gone. */
export const ROUTE_TABLE: Record<string, RouteEntry> = {
  ...POSTS,
  ...DELIVERIES,
  ...ACCOUNTS,
  ...MEDIA,
  ...UPLOADS,
  ...HOUSE,
};
