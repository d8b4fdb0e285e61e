import type { RouteEntry } from '../route-entry.js';

const REASON = { reason: 'A reason' };

export const DELIVERIES: Record<string, RouteEntry> = {
  'GET /api/decisions': { asks: 'posts.read', call: () => ({}) },
  'POST /api/deliveries/:id/retry': {
    asks: 'deliveries.retry',
    about: {
      delivery: ({ failedDeliveryId }) => ({ path: `/api/deliveries/${failedDeliveryId}/retry` }),
    },
  },
  'POST /api/deliveries/:id/decision': {
    asks: 'deliveries.decide',
    needsProof: true,
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
    needsProof: true,
    outside: 403,
    about: { stop: ({ stopId }) => ({ path: `/api/stops/${stopId}/lift`, body: {} }) },
  },
  'GET /api/orders': { asks: 'posts.approve', call: () => ({}) },
  'POST /api/orders/:id/decision': {
    asks: 'posts.approve',
    needsProof: true,
    about: {
      order: ({ order: { id, hash } }) => ({
        path: `/api/orders/${id}/decision`,
        body: { decision: 'refuse', note: 'A reason', hash },
      }),
    },
  },
};
