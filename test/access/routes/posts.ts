import { randomUUID } from 'node:crypto';
import type { RouteEntry } from '../route-entry.js';
import type { Subject } from '../subjects.js';

const REASON = { reason: 'A reason' };
const AT = { kind: 'at', wallTime: '2099-01-01T10:00', zone: 'Asia/Kolkata' } as const;

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

export const POSTS: Record<string, RouteEntry> = {
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
    needsProof: true,
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
  'POST /api/posts/:id/approval/reading': {
    asks: 'posts.approve',
    about: {
      post: ({ posts, readHash }) => ({
        path: `/api/posts/${posts.read_for_approval}/approval/reading`,
        body: { hash: readHash },
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
