import type { RouteEntry } from '../route-entry.js';

/** What everybody of the house may ask, and what is the owner's. */
export const HOUSE: Record<string, RouteEntry> = {
  'GET /api/districts': { asks: 'districts.read', call: () => ({}) },
  'POST /api/districts/import': {
    asks: 'districts.import',
    topOnly: true,
    call: () => ({
      body: { format: 'csv', content: 'code,parentCode,kind,nameEn,nameHi\nUP,,state,A,अ\n' },
    }),
  },
  'GET /api/platforms': { asks: 'signed_in', call: () => ({}) },
  'GET /api/settings': { asks: 'settings.change', call: () => ({}) },
  'PUT /api/settings': {
    asks: 'settings.change',
    needsProof: true,
    call: () => ({ body: { approvalAboveAccounts: null } }),
  },
  'GET /api/audit': {
    asks: 'audit.read',
    outside: 200,
    emptyBeside: true,
    about: {
      place: ({ placeId }) => ({ path: `/api/audit?placeId=${placeId}` }),
      post: ({ posts }) => ({ path: `/api/audit?postId=${posts.read}` }),
    },
  },
  'GET /api/audit/export': {
    asks: 'audit.read',
    // That somebody took a file is a line of the record, whatever is in it.
    outside: 'through',
    about: {
      place: ({ placeId }) => ({ path: `/api/audit/export?placeId=${placeId}` }),
      post: ({ posts }) => ({ path: `/api/audit/export?postId=${posts.read}` }),
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
