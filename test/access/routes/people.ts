import { aDevice, aPerson, aWaitingInvite, MATCHING_CODE } from '../newcomers.js';
import type { RouteEntry } from '../route-entry.js';

/** Whoever may invite and revoke stands above a volunteer; above an owner stand owners alone. */
export const PEOPLE: Record<string, RouteEntry> = {
  'GET /api/people': { asks: 'people.read', call: () => ({}) },
  'POST /api/people/invites': {
    asks: 'people.invite',
    needsProof: true,
    outside: 422,
    about: {
      place: ({ placeId }) => ({ body: { name: 'Somebody new', role: 'volunteer', placeId } }),
    },
  },
  'POST /api/people/invites with the role of an owner': {
    asks: 'people.invite',
    needsProof: true,
    outside: 422,
    ownersOnly: 422,
    about: {
      place: ({ placeId }) => ({
        path: '/api/people/invites',
        body: { name: 'Somebody new', role: 'owner', placeId },
      }),
    },
  },
  'POST /api/people/:id/invites': {
    asks: 'people.invite',
    needsProof: true,
    about: {
      person: async ({ placeId }, _own, { executor }) => ({
        path: `/api/people/${await aPerson(executor, 'volunteer', placeId)}/invites`,
      }),
    },
  },
  'POST /api/people/:id/invites with an owner': {
    asks: 'people.invite',
    needsProof: true,
    ownersOnly: 403,
    about: {
      person: async ({ placeId }, _own, { executor }) => ({
        path: `/api/people/${await aPerson(executor, 'owner', placeId)}/invites`,
      }),
    },
  },
  'POST /api/people/invites/:id/confirm': {
    asks: 'people.invite',
    needsProof: true,
    about: {
      invite: async ({ placeId }, _own, { executor }) => ({
        path: `/api/people/invites/${await aWaitingInvite(executor, 'volunteer', placeId)}/confirm`,
        body: { matchingCode: MATCHING_CODE },
      }),
    },
  },
  'POST /api/people/invites/:id/confirm with an owner': {
    asks: 'people.invite',
    needsProof: true,
    ownersOnly: 403,
    about: {
      invite: async ({ placeId }, _own, { executor }) => ({
        path: `/api/people/invites/${await aWaitingInvite(executor, 'owner', placeId)}/confirm`,
        body: { matchingCode: MATCHING_CODE },
      }),
    },
  },
  'POST /api/people/invites/:id/refuse': {
    asks: 'people.invite',
    about: {
      invite: async ({ placeId }, _own, { executor }) => ({
        path: `/api/people/invites/${await aWaitingInvite(executor, 'volunteer', placeId)}/refuse`,
      }),
    },
  },
  'POST /api/people/:id/revoke': {
    asks: 'people.revoke',
    needsProof: true,
    about: {
      person: async ({ placeId }, _own, { executor }) => ({
        path: `/api/people/${await aPerson(executor, 'volunteer', placeId)}/revoke`,
      }),
    },
  },
  'POST /api/people/:id/revoke with an owner': {
    asks: 'people.revoke',
    needsProof: true,
    ownersOnly: 403,
    about: {
      person: async ({ placeId }, _own, { executor }) => ({
        path: `/api/people/${await aPerson(executor, 'owner', placeId)}/revoke`,
      }),
    },
  },
  'GET /api/devices': { asks: 'signed_in', call: () => ({}) },
  'POST /api/devices/:id/revoke': {
    asks: 'signed_in',
    needsProof: true,
    call: async ({ role, personId }, { executor }) => ({
      path: `/api/devices/${role ? await aDevice(executor, personId) : 1}/revoke`,
    }),
  },
  'POST /api/devices/:id/revoke with a device of another': {
    asks: 'people.revoke',
    needsProof: true,
    // Who may put nobody out of service is not told whether there is such a device.
    refusedAs: 404,
    about: {
      volunteer: async ({ placeId }, _own, { executor }) => {
        const personId = await aPerson(executor, 'volunteer', placeId);
        return { path: `/api/devices/${await aDevice(executor, personId)}/revoke` };
      },
    },
  },
  'POST /api/devices/:id/revoke with a device of an owner': {
    asks: 'people.revoke',
    needsProof: true,
    refusedAs: 404,
    ownersOnly: 403,
    about: {
      owner: async ({ placeId }, _own, { executor }) => {
        const personId = await aPerson(executor, 'owner', placeId);
        return { path: `/api/devices/${await aDevice(executor, personId)}/revoke` };
      },
    },
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
};
