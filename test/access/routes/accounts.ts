import type { RouteEntry } from '../route-entry.js';

const NO_PLATFORM = 'no platform answers here';
const CSV = {
  content:
    'district,platform,handle,remoteId,botToken\nLKO,telegram,@lucknow,-1000000000,4242424242:canary',
  isTrial: true,
};

export const ACCOUNTS: Record<string, RouteEntry> = {
  'GET /api/accounts': {
    asks: 'accounts.read',
    outside: 200,
    emptyBeside: true,
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
  'POST /api/accounts/:id/rehearse': {
    asks: 'accounts.check',
    about: { account: ({ accountId }) => ({ path: `/api/accounts/${accountId}/rehearse` }) },
  },
  'GET /api/accounts/rehearsal.jpg': { asks: 'public', answers: 200, call: () => ({}) },
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
  'GET /api/accounts/found/ignored': { asks: 'accounts.import', topOnly: true, call: () => ({}) },
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
  'POST /api/accounts/found/:id/unignore': {
    asks: 'accounts.import',
    topOnly: true,
    call: () => ({ path: '/api/accounts/found/3/unignore' }),
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
